package io.parlance.gateway;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.server.ServerContainer;
import java.lang.reflect.Field;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Has Undertow call our doors on the I/O thread that reads a frame, as {@code
 * dispatch-to-worker="false"} of WildFly's servlet container does for all its applications: waking
 * a worker for each takes as long as reading it. No door waits for anything ({@link Socket}).
 *
 * <p>Before the first socket comes: of one that was opened by a worker the first frame may be there
 * before the worker is.
 */
@WebListener
public final class UndertowFrames implements ServletContextListener {
  private static final Logger LOG = Logger.getLogger(UndertowFrames.class.getName());

  @Override
  public void contextInitialized(ServletContextEvent event) {
    takeAtOnce(event.getServletContext().getAttribute(ServerContainer.class.getName()));
  }

  /**
   * For all sockets of this application; where its container is not Undertow's, nothing changes.
   */
  static void takeAtOnce(Object container) {
    try {
      Field dispatches = container.getClass().getDeclaredField("dispatchToWorker");
      dispatches.setAccessible(true);
      dispatches.setBoolean(container, false);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.FINE, "Not Undertow's: it is as it was", e);
    }
  }
}
