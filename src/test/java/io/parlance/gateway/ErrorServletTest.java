package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.protocol.ErrorCode;
import org.junit.jupiter.api.Test;

class ErrorServletTest {
  /** CrashIT once was told so of a conversation, by a server that had been started again. */
  @Test
  void restThatIsNotUpYetIsNotTakenForWhatIsNotThere() {
    assertThat(ErrorServlet.refused(404, "/v1/messaging/conversations/7/messages").code())
        .isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(ErrorServlet.refused(404, "/assets/nope.js").code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(ErrorServlet.refused(405, "/v1/me").code()).isEqualTo(ErrorCode.METHOD_NOT_ALLOWED);
  }
}
