package io.parlance.gateway;

import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Problem;
import io.parlance.protocol.Refused;
import io.parlance.protocol.Text;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * A body is no larger than a frame, whatever its header says, and as strictly UTF-8: the servers
 * would put a question mark where it is not. Only who may come in is read.
 */
@Provider
@ApplicationScoped
public class BodyLimit implements ContainerRequestFilter {
  @Inject private Limits limits;

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    int most = limits.value(Limit.FRAME_BYTES);
    if (request.getLength() > most) {
      refuse(request, ErrorCode.TOO_LARGE, "the body is too large");
    } else if (request.getLength() > 0 || request.hasEntity()) {
      byte[] body = request.getEntityStream().readNBytes(most + 1);
      if (body.length < request.getLength()) {
        throw new EOFException("the client hung up amid its body");
      }
      if (body.length > most) {
        refuse(request, ErrorCode.TOO_LARGE, "the body is too large");
      } else if (!Text.isUtf8(body)) {
        refuse(request, ErrorCode.INVALID_JSON, "the body is not UTF-8");
      } else {
        request.setEntityStream(new ByteArrayInputStream(body));
      }
    }
  }

  private static void refuse(ContainerRequestContext request, ErrorCode code, String detail) {
    request.abortWith(Problem.response(new Refused(code, detail)));
  }
}
