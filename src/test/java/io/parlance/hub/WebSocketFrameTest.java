package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketFrameTest {
  private static byte[] masked(int opcode, int payload) {
    byte[] frame = new byte[6 + payload];
    frame[0] = (byte) (0x80 | opcode);
    frame[1] = (byte) (0x80 | payload);
    return frame;
  }

  private static boolean endsWithClose(byte[]... frames) {
    ByteBuffer all = ByteBuffer.allocate(1000);
    for (byte[] frame : frames) {
      all.put(frame);
    }
    return WebSocketFrame.endsWithClose(all.array(), 0, all.position());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 125})
  void closeIsSeenAloneAndBehindOthers(int payload) {
    byte[] close = masked(WebSocketFrame.CLOSE, payload);
    assertThat(endsWithClose(close)).isTrue();
    assertThat(endsWithClose(masked(WebSocketFrame.TEXT, 100), close)).isTrue();
  }

  @Test
  void nothingElseIsTakenForOne() {
    byte[] close = masked(WebSocketFrame.CLOSE, 2);
    assertThat(endsWithClose()).isFalse();
    assertThat(endsWithClose(masked(WebSocketFrame.TEXT, 2))).isFalse();
    assertThat(endsWithClose(masked(WebSocketFrame.PING, 0))).isFalse();
    assertThat(endsWithClose(close, masked(WebSocketFrame.TEXT, 2))).isFalse();
    assertThat(WebSocketFrame.endsWithClose(close, 1, close.length)).isFalse();
    assertThat(WebSocketFrame.endsWithClose(close, 0, close.length - 1)).isFalse();
  }
}
