package io.parlance.gateway;

import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Who hangs up amid an answer is an ordinary day, of which Jersey would warn the administrator with
 * a stack trace. For Jersey only ({@link RestApplication}): with any interceptor RESTEasy, which
 * says nothing, would no longer write without waiting.
 */
public class HungUpInterceptor implements WriterInterceptor {
  private static final Logger LOG = Logger.getLogger(HungUpInterceptor.class.getName());

  @Override
  public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
    context.setOutputStream(new Patient(context.getOutputStream()));
    context.proceed();
  }

  /** What nobody takes any more is not written. */
  private static final class Patient extends FilterOutputStream {
    private boolean gone;

    Patient(OutputStream out) {
      super(out);
    }

    private interface Step {
      void run() throws IOException;
    }

    private void attempt(Step step) {
      if (gone) {
        return;
      }
      try {
        step.run();
      } catch (IOException e) {
        gone = true;
        LOG.log(Level.FINE, "A client hung up amid an answer", e);
      }
    }

    @Override
    public void write(int one) {
      attempt(() -> out.write(one));
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      attempt(() -> out.write(bytes, from, length));
    }

    @Override
    public void flush() {
      attempt(out::flush);
    }
  }
}
