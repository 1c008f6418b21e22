package io.parlance.testkit;

import io.parlance.contracts.Contract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What came over one socket, in order. Awaiting takes the first frame that fits and was not taken
 * yet; what was passed over stays for later.
 */
public class Inbox {
  /** How long anything may take before a test calls it missing. */
  public static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("parlance.patience", 45));

  /** What a client reports that never got a close frame. */
  public static final int CUT = 1006;

  /** Of so many frames, and so many characters of each, a failure tells. */
  private static final int LAST = 20;

  private static final int SHORT = 500;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Json> frames = new ArrayList<>();
  private final List<Json> waiting = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private Integer closeCode;
  private AssertionError breach;
  private String closeReason = "";

  /** One text as it came: an object, or an array of them where batches were asked for. */
  protected void received(String text) {
    Json json = Json.parse(text);
    List<Json> news = json.isArray() ? json.elements() : List.of(json);
    lock.lock();
    try {
      texts.add(text);
      check(text);
      frames.addAll(news);
      waiting.addAll(news);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Every frame of every test is held against asyncapi.yaml; whoever looks in here is told. */
  private void check(String text) {
    try {
      Contract.checkFrame(text);
    } catch (AssertionError e) {
      breach = breach == null ? e : breach;
    }
  }

  /** What came in a way in which it must not; whoever looks in here is told. */
  protected void breached(String how) {
    lock.lock();
    try {
      breach = breach == null ? new AssertionError(how) : breach;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void complain() {
    if (breach != null) {
      throw new AssertionError(breach.getMessage(), breach);
    }
  }

  protected void closed(int code, String reason) {
    lock.lock();
    try {
      if (closeCode == null) {
        closeCode = code;
        closeReason = reason;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public Json await(String type) {
    return await(type, frame -> true);
  }

  public Json await(String type, Predicate<Json> fits) {
    return await(
        type, frame -> type.equals(frame.textOrNull("type")) && fits.test(frame), PATIENCE);
  }

  /** Waits for any frame that fits; the words name it where it does not come. */
  public Json await(String words, Predicate<Json> fits, Duration patience) {
    Json found = poll(fits, patience);
    if (found == null) {
      throw new AssertionError("waited for " + words + " in vain" + said() + heard());
    }
    return found;
  }

  /** The first frame that fits, or null where none came in time or the socket ended before. */
  public Json poll(Predicate<Json> fits, Duration patience) {
    long left = patience.toNanos();
    lock.lock();
    try {
      int from = 0;
      while (true) {
        complain();
        for (int i = from; i < waiting.size(); i++) {
          if (fits.test(waiting.get(i))) {
            return waiting.remove(i);
          }
        }
        from = waiting.size();
        if (closeCode != null || left <= 0) {
          return null;
        }
        left = changed.awaitNanos(left);
        from = Math.min(from, waiting.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** The code that the server closed with; 1006 where it went without a word. */
  public int awaitClose() {
    return awaitClose(PATIENCE);
  }

  public int awaitClose(Duration patience) {
    long left = TimeUnit.MILLISECONDS.toNanos(patience.toMillis());
    lock.lock();
    try {
      while (closeCode == null && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (closeCode == null) {
        throw new AssertionError("still open" + heard());
      }
      return closeCode;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      lock.unlock();
    }
  }

  public boolean isClosed() {
    lock.lock();
    try {
      return closeCode != null;
    } finally {
      lock.unlock();
    }
  }

  public String closeReason() {
    lock.lock();
    try {
      return closeReason;
    } finally {
      lock.unlock();
    }
  }

  /** Every frame so far, taken or not, in the order in which they came. */
  public List<Json> frames() {
    lock.lock();
    try {
      complain();
      return List.copyOf(frames);
    } finally {
      lock.unlock();
    }
  }

  /** Every text so far, as it stood on the wire. */
  public List<String> texts() {
    lock.lock();
    try {
      return List.copyOf(texts);
    } finally {
      lock.unlock();
    }
  }

  public List<Json> seen(String type) {
    return frames().stream().filter(frame -> type.equals(frame.textOrNull("type"))).toList();
  }

  public List<Json> seen(String type, Predicate<Json> fits) {
    return seen(type).stream().filter(fits).toList();
  }

  /** How much came, and the last of it, short enough for a log. */
  private String heard() {
    List<Json> all = frames();
    String last =
        all.subList(Math.max(0, all.size() - LAST), all.size()).stream()
            .map(Json::toString)
            .map(text -> text.length() > SHORT ? text.substring(0, SHORT) + "..." : text)
            .collect(Collectors.joining("\n"));
    return "; got " + all.size() + " frames, the last of them:\n" + last;
  }

  private String said() {
    return isClosed() ? " (closed " + closeCode + " " + closeReason + ")" : "";
  }
}
