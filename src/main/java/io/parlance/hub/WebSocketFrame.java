package io.parlance.hub;

import java.nio.ByteBuffer;

/** Frames as a server writes them, whole, final and not masked (RFC 6455, section 5.2). */
public final class WebSocketFrame {
  public static final int TEXT = 0x1;
  public static final int BINARY = 0x2;
  public static final int CLOSE = 0x8;
  public static final int PING = 0x9;

  private WebSocketFrame() {}

  /** The opcode of the frame that begins with that octet. */
  public static int opcode(byte first) {
    return first & 0xf;
  }

  /** How many octets a frame of so many takes. */
  public static int size(int payload) {
    return payload + (payload < 126 ? 2 : payload < 65_536 ? 4 : 10);
  }

  /** A whole frame with what remains in that buffer. */
  public static byte[] of(int opcode, ByteBuffer payload) {
    int size = payload.remaining();
    return put(ByteBuffer.allocate(size(size)), opcode, size).put(payload).array();
  }

  /** Writes the head of a frame; its payload is to follow. */
  public static ByteBuffer put(ByteBuffer frame, int opcode, int payload) {
    frame.put((byte) (0x80 | opcode));
    if (payload < 126) {
      frame.put((byte) payload);
    } else if (payload < 65_536) {
      frame.put((byte) 126).putShort((short) payload);
    } else {
      frame.put((byte) 127).putLong(payload);
    }
    return frame;
  }

  /**
   * Whether the last of these octets, which a client wrote, can be its close frame (section 5.5.1):
   * masked, with 125 octets of payload at most. Of other frames one in five hundred looks like it.
   */
  public static boolean endsWithClose(byte[] octets, int from, int to) {
    for (int start = to - 6; start >= Math.max(from, to - 6 - 125); start--) {
      int payload = to - 6 - start;
      if (octets[start] == (byte) (0x80 | CLOSE) && octets[start + 1] == (byte) (0x80 | payload)) {
        return true;
      }
    }
    return false;
  }
}
