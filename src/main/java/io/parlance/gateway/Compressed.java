package io.parlance.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/**
 * Serves what the build compressed, to those who take gzip (RFC 9110, section 12.5.3). Neither
 * server compresses unless told to, and a web client on a train should not wait for four times the
 * bytes.
 */
final class Compressed {
  private Compressed() {}

  /** Answers with it, beside the headers that are set already; false where there is none. */
  static boolean served(HttpServletRequest request, HttpServletResponse response, String path)
      throws IOException {
    response.addHeader("Vary", "Accept-Encoding");
    try (InputStream text = open(request, path)) {
      if (text == null) {
        return false;
      }
      response.setHeader("Content-Encoding", "gzip");
      response.setContentType(request.getServletContext().getMimeType(path));
      response.setCharacterEncoding("UTF-8");
      text.transferTo(response.getOutputStream());
      return true;
    }
  }

  private static InputStream open(HttpServletRequest request, String path) {
    String accepts = request.getHeader("Accept-Encoding");
    boolean takes = accepts != null && accepts.contains("gzip");
    boolean reads = "GET".equals(request.getMethod()) && request.getHeader("Range") == null;
    return takes && reads ? request.getServletContext().getResourceAsStream(path + ".gz") : null;
  }
}
