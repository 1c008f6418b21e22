package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** What the field is called is Undertow's; on WildFly all integration tests go this way. */
class UndertowFramesTest {
  /** As Undertow's container has it. */
  private static final class Container {
    private final boolean dispatchToWorker;

    Container(boolean dispatchToWorker) {
      this.dispatchToWorker = dispatchToWorker;
    }
  }

  @Test
  void framesAreTakenByTheThreadThatReadsThem() {
    Container container = new Container(true);
    UndertowFrames.takeAtOnce(container);
    assertThat(container.dispatchToWorker).isFalse();
  }

  @Test
  void anotherContainerIsLeftAlone() {
    assertThatCode(() -> UndertowFrames.takeAtOnce(new Object())).doesNotThrowAnyException();
    assertThatCode(() -> UndertowFrames.takeAtOnce(null)).doesNotThrowAnyException();
  }
}
