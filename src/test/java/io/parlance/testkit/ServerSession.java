package io.parlance.testkit;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Starts the server under test before the first test of the run and stops it after the last one;
 * JUnit finds this class itself.
 */
public final class ServerSession implements LauncherSessionListener {
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    // For a run that is broken off: Ctrl-C, a time limit, a crash of the test process.
    Runtime.getRuntime().addShutdownHook(new Thread(Server::stop, "stop the server under test"));
    Server.startAhead();
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    Demo.stop();
    Server.stop();
  }
}
