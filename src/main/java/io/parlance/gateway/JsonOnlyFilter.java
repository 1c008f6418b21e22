package io.parlance.gateway;

import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Bodies are JSON, in UTF-8 as JSON is (RFC 8259, section 8.1). Here and not by the resources,
 * because the servers differ: one takes a body without a type, the other reads a charset that does
 * not exist, and what is no type at all is answered by neither with a problem.
 */
@WebFilter(filterName = "json-only", urlPatterns = "/v1/*", asyncSupported = true)
public class JsonOnlyFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

  private static final Pattern JSON =
      Pattern.compile(
          "(?i)application/json([ \\t]*;[ \\t]*(charset=(utf-8|\"utf-8\")|(?!charset=)%1$s=(%1$s|\"[^\"\\\\]*\")))*"
              .formatted(TOKEN));

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    List<String> types = Collections.list(request.getHeaders("Content-Type"));
    if (!WITH_BODY.contains(request.getMethod()) || !hasBody(request) || isJson(types)) {
      chain.doFilter(request, response);
    } else {
      ServletProblem.write(
          new Refused(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE, "bodies are application/json, encoded in UTF-8"),
          response);
    }
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  static boolean isJson(List<String> types) {
    return types.size() == 1 && JSON.matcher(types.get(0).strip()).matches();
  }
}
