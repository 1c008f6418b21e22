package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** With fields as Tyrus names them; that it does is seen in {@link LargeFramesIT}. */
class InputBuffersTest {
  private final InputBuffers buffers = new InputBuffers();

  private static final class Handler {
    private ByteBuffer buf;
    private final Connection connection = new Connection();

    Handler(ByteBuffer buf, ByteBuffer buffer) {
      this.buf = buf;
      connection.readHandler.buffer = buffer;
    }
  }

  private static final class Connection {
    private final Reader readHandler = new Reader();
  }

  private static final class Reader {
    private ByteBuffer buffer;
  }

  @Test
  void whatIsUsedUpGoes() {
    Handler handler = new Handler(ByteBuffer.allocate(0), ByteBuffer.allocate(9).position(9));

    buffers.release(handler);

    assertThat(handler.buf).isNull();
    assertThat(handler.connection.readHandler.buffer).isNull();
    buffers.release(handler);
  }

  @Test
  void halfAFrameStays() {
    Handler handler = new Handler(ByteBuffer.allocate(1), ByteBuffer.allocate(9).position(3));

    buffers.release(handler);

    assertThat(handler.buf.remaining()).isEqualTo(1);
    assertThat(handler.connection.readHandler.buffer.remaining()).isEqualTo(6);
  }

  @Test
  void whatLooksDifferentIsLeftAlone() {
    buffers.release("no such thing");
    buffers.release("nor this");
  }
}
