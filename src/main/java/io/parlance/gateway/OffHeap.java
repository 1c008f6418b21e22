package io.parlance.gateway;

import java.nio.ByteBuffer;
import java.util.AbstractMap.SimpleEntry;

/**
 * What this thread sends, outside of the heap, where the kernel can take it from: the JDK would
 * copy it there anew for each socket that gets the same.
 */
final class OffHeap {
  /** Nearly all that goes out together is shorter; what is not is copied by the JDK each time. */
  private static final int MOST = 65_536;

  /**
   * The room of a thread and what is in it. Of the JDK's types: the threads outlive our classes.
   */
  private static final ThreadLocal<SimpleEntry<ByteBuffer, byte[]>> ROOMS = new ThreadLocal<>();

  private OffHeap() {}

  /**
   * These bytes, to be sent by this thread before it asks again.
   *
   * @param bytes never changed after
   */
  static ByteBuffer of(byte[] bytes) {
    if (bytes.length > MOST) {
      return ByteBuffer.wrap(bytes);
    }
    SimpleEntry<ByteBuffer, byte[]> room = ROOMS.get();
    if (room == null) {
      room = new SimpleEntry<>(ByteBuffer.allocateDirect(MOST), null);
      ROOMS.set(room);
    }
    ByteBuffer copy = room.getKey();
    if (room.getValue() != bytes) {
      copy.clear().put(bytes);
      room.setValue(bytes);
    }
    return copy.position(0).limit(bytes.length);
  }
}
