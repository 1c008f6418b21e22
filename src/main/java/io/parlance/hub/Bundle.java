package io.parlance.hub;

import io.parlance.protocol.Event;
import io.parlance.protocol.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.Deflater;

/**
 * Frames that go out together, in order: encoded once per wire form, however many sockets get them.
 *
 * <p>Immutable but for its encodings, which any thread may make; making one twice does no harm.
 */
public final class Bundle {
  /**
   * What has fewer bytes goes as text even to those who take deflated frames (protocol.md, section
   * 3).
   */
  static final int DEFLATE_FROM = 1024;

  /** The most characters that go out as one text, but for a frame that is longer alone. */
  static final int MOST_CHARS = 60_000;

  private final List<String> frames;
  private final boolean droppable;
  private final int chars;
  private volatile String array;
  private volatile byte[] deflated;
  private volatile byte[] framed;
  private volatile byte[] framedArray;
  private volatile byte[] listed;

  private Bundle(List<String> frames, boolean droppable) {
    this.frames = frames;
    this.droppable = droppable;
    int sum = 0;
    for (String frame : frames) {
      sum += frame.length();
    }
    this.chars = sum;
  }

  /** One frame, which may be dropped or not where a client reads too slowly. */
  public static Bundle of(String frame, boolean droppable) {
    return new Bundle(List.of(frame), droppable);
  }

  /** An event that belongs to no conversation's order. */
  static Bundle of(Event event, Instant now) {
    return of(Frame.of(event, now), event.mayBeDropped());
  }

  /** Several frames; none of them may be dropped. */
  public static Bundle of(List<String> frames) {
    return new Bundle(frames, false);
  }

  /** How many of these, from the first on, go out as one text: at least one where there is one. */
  public static <T> int fitting(List<T> items, Function<T, String> frame) {
    int chars = 0;
    for (int i = 0; i < items.size(); i++) {
      chars += frame.apply(items.get(i)).length();
      if (i > 0 && chars > MOST_CHARS) {
        return i;
      }
    }
    return items.size();
  }

  /** One bundle of all that these hold, in order; there is at least one. */
  public static Bundle joined(List<Bundle> bundles) {
    if (bundles.size() == 1) {
      return bundles.get(0);
    }
    List<String> frames = new ArrayList<>();
    bundles.forEach(bundle -> frames.addAll(bundle.frames));
    return of(frames);
  }

  public List<String> frames() {
    return frames;
  }

  public int count() {
    return frames.size();
  }

  /** Whether {@link #array()} is so long, in UTF-8, that who takes deflated frames gets it so. */
  boolean isLong() {
    int chars = array().length();
    return chars >= DEFLATE_FROM || (chars > DEFLATE_FROM / 3 && size() >= DEFLATE_FROM);
  }

  /** The size of {@link #array()} in bytes. */
  private int size() {
    return listed().length + (count() > 1 ? 2 : 0);
  }

  /** Its size in characters, which for nearly all text is about its size in bytes. */
  int chars() {
    return chars;
  }

  boolean droppable() {
    return droppable;
  }

  /** One text for all: the frame itself where it is one, else a JSON array of them. */
  public String array() {
    if (frames.size() == 1) {
      return frames.get(0);
    }
    String text = array;
    if (text == null) {
      text = join(frames, chars);
      array = text;
    }
    return text;
  }

  /** Each frame as a WebSocket text message, one after the other. Not to be changed. */
  byte[] framed() {
    byte[] bytes = framed;
    if (bytes == null) {
      List<byte[]> texts = frames.stream().map(f -> f.getBytes(StandardCharsets.UTF_8)).toList();
      ByteBuffer room =
          ByteBuffer.allocate(texts.stream().mapToInt(t -> WebSocketFrame.size(t.length)).sum());
      texts.forEach(text -> WebSocketFrame.put(room, WebSocketFrame.TEXT, text.length).put(text));
      bytes = room.array();
      framed = bytes;
    }
    return bytes;
  }

  /**
   * All of these as WebSocket text messages: one, a JSON array where they hold more than one frame,
   * or else one for each frame. Not to be changed.
   */
  public static byte[] framed(List<Bundle> bundles, boolean joined) {
    Bundle first = bundles.get(0);
    if (bundles.size() == 1) {
      return joined && first.count() > 1 ? first.framedArray() : first.framed();
    }
    return joined ? arrayOf(bundles) : messagesOf(bundles);
  }

  private byte[] framedArray() {
    byte[] bytes = framedArray;
    if (bytes == null) {
      bytes = arrayOf(List.of(this));
      framedArray = bytes;
    }
    return bytes;
  }

  private static byte[] arrayOf(List<Bundle> bundles) {
    int size = 1 + bundles.size();
    for (Bundle bundle : bundles) {
      size += bundle.listed().length;
    }
    ByteBuffer frame = ByteBuffer.allocate(WebSocketFrame.size(size));
    WebSocketFrame.put(frame, WebSocketFrame.TEXT, size);
    byte before = '[';
    for (Bundle bundle : bundles) {
      frame.put(before).put(bundle.listed());
      before = ',';
    }
    return frame.put((byte) ']').array();
  }

  private static byte[] messagesOf(List<Bundle> bundles) {
    int size = 0;
    for (Bundle bundle : bundles) {
      size += bundle.framed().length;
    }
    ByteBuffer frames = ByteBuffer.allocate(size);
    bundles.forEach(bundle -> frames.put(bundle.framed()));
    return frames.array();
  }

  /** The elements of {@link #array()} without its brackets, in UTF-8. Not to be changed. */
  byte[] listed() {
    byte[] bytes = listed;
    if (bytes == null) {
      bytes = String.join(",", frames).getBytes(StandardCharsets.UTF_8);
      listed = bytes;
    }
    return bytes;
  }

  /** The raw deflate (RFC 1951) of {@link #array()}. */
  byte[] deflated() {
    byte[] bytes = deflated;
    if (bytes == null) {
      bytes = deflate(array());
      deflated = bytes;
    }
    return bytes;
  }

  private static String join(List<String> frames, int chars) {
    StringBuilder text = new StringBuilder(chars + frames.size() + 2);
    char before = '[';
    for (String frame : frames) {
      text.append(before).append(frame);
      before = ',';
    }
    return text.append(']').toString();
  }

  private static byte[] deflate(String text) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
      deflater.finish();
      byte[] room = new byte[Math.max(256, text.length() / 3)];
      int used = 0;
      while (!deflater.finished()) {
        if (used == room.length) {
          room = java.util.Arrays.copyOf(room, room.length * 2);
        }
        used += deflater.deflate(room, used, room.length - used);
      }
      return java.util.Arrays.copyOf(room, used);
    } finally {
      deflater.end();
    }
  }
}
