package io.parlance.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.spi.LifecycleMethodExecutor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptorBuilder;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The WAR of the build in a server that Arquillian manages (arquillian.xml). Arquillian deploys for
 * each test class that it runs; here it runs one, this one, for all of them.
 */
public final class ServerDeployment {
  private final TestRunnerAdaptor arquillian;
  private final ServerDatabase database;
  private final URI base;
  private final URI secure;
  private final Path log;

  private ServerDeployment(
      TestRunnerAdaptor arquillian, ServerDatabase database, URI base, URI secure, Path log) {
    this.arquillian = arquillian;
    this.database = database;
    this.base = base;
    this.secure = secure;
    this.log = log;
  }

  /** The very file that is released; the name puts it at the root on Payara Micro. */
  @Deployment(testable = false)
  public static WebArchive parlance() {
    return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
        .importFrom(ServerFiles.war().toFile())
        .as(WebArchive.class);
  }

  static ServerDeployment start(String server, Path folder, ServerDatabase database) {
    int port = ServerFiles.freePorts(2);
    int secure = port + 1;
    Path data = ServerFiles.make(folder.resolve("data"));
    Map<String, String> settings = ServerSettings.outsideIssuer(data, database);
    // what is sent again is found by the unique constraint each time
    settings.put("parlance.lanes.careful-seconds", "0");
    Path log =
        switch (server) {
          case "payara" -> ServerPayara.prepare(folder, port, secure, settings);
          case "wildfly" -> ServerWildFly.prepare(folder, port, secure, settings);
          default -> throw new IllegalArgumentException("it.server is payara or wildfly");
        };
    System.setProperty("arquillian.launch", server);
    try {
      TestRunnerAdaptor arquillian = TestRunnerAdaptorBuilder.build();
      arquillian.beforeSuite();
      arquillian.beforeClass(ServerDeployment.class, LifecycleMethodExecutor.NO_OP);
      URI base = URI.create("http://127.0.0.1:" + port + "/");
      ServerReady.await(base, () -> true, log);
      return new ServerDeployment(
          arquillian, database, base, URI.create("https://127.0.0.1:" + secure + "/"), log);
    } catch (Exception e) {
      throw new IllegalStateException("The server under test does not start; its log: " + log, e);
    }
  }

  URI base() {
    return base;
  }

  /** The same over TLS. */
  URI secure() {
    return secure;
  }

  Path log() {
    return log;
  }

  void stop() {
    try (database) {
      arquillian.afterClass(ServerDeployment.class, LifecycleMethodExecutor.NO_OP);
      arquillian.afterSuite();
      arquillian.shutdown();
    } catch (Exception e) {
      throw new IllegalStateException("The server under test does not stop", e);
    }
  }
}
