package io.parlance.gateway;

import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Problem;
import io.parlance.protocol.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body is no larger than a frame, whatever its header says. */
@Provider
@ApplicationScoped
public class BodyLimit implements ContainerRequestFilter {
  @Inject private Limits limits;

  @Override
  public void filter(ContainerRequestContext request) {
    int most = limits.value(Limit.FRAME_BYTES);
    if (request.getLength() > most) {
      request.abortWith(Problem.response(tooLarge()));
    } else if (request.getLength() < 0 && request.hasEntity()) {
      request.setEntityStream(new Bounded(request.getEntityStream(), most));
    }
  }

  private static Refused tooLarge() {
    return new Refused(ErrorCode.TOO_LARGE, "the body is too large");
  }

  /** A body of unknown length that may not go on for ever. */
  private static final class Bounded extends FilterInputStream {
    private int left;

    Bounded(InputStream in, int most) {
      super(in);
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw tooLarge();
      }
    }
  }
}
