package io.parlance.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parlance.testkit.JavaProcesses;
import io.parlance.testkit.Server;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Comes last: whatever the other tests did to the server, it had no reason to complain. */
@Order(Integer.MAX_VALUE)
class QuietLogIT {
  @Test
  void noThreadsWaitForEachOther() throws Exception {
    assumeTrue(Server.isOurs(), "a server that the tests did not start");
    Server.base();
    assertThat(JavaProcesses.ofChildren("Thread.print"))
        .isNotEmpty()
        .allSatisfy(dump -> assertThat(dump).doesNotContain("Java-level deadlock"));
  }

  @Test
  void nothingIsWarnedOfAndNoStackTraceOfOursIsLogged() {
    assumeTrue(Server.isOurs(), "a server that the tests did not start");
    Server.base();
    assertThat(Server.log().troubles()).isEmpty();
  }
}
