package io.parlance.gateway;

import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import io.parlance.protocol.Text;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Refuses addresses whose percent-encoding (RFC 3986, section 2.1) is no UTF-8. WildFly's RESTEasy
 * answers them with a page of its own, and warns the administrator of them.
 */
@WebFilter(filterName = "well-formed", urlPatterns = "/v1/*", asyncSupported = true)
public class WellFormedFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isWellFormed(request.getRequestURI()) && isWellFormed(request.getQueryString())) {
      chain.doFilter(request, response);
      return;
    }
    ServletProblem.write(
        new Refused(ErrorCode.INVALID_MESSAGE, "the address is not well-formed"), response);
  }

  static boolean isWellFormed(String address) {
    if (address == null || address.indexOf('%') < 0) {
      return true;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(address.length());
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c != '%') {
        bytes.write(c < 0x80 ? c : '?');
        continue;
      }
      boolean isWhole = i + 2 < address.length();
      int high = isWhole ? Character.digit(address.charAt(i + 1), 16) : -1;
      int low = isWhole ? Character.digit(address.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        return false;
      }
      bytes.write(high * 16 + low);
      i += 2;
    }
    return Text.isUtf8(bytes.toByteArray());
  }
}
