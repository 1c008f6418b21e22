package io.parlance.hub;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What still has to go out to one socket: bounded, one send in flight, the rest joined.
 *
 * <p>Nobody ever waits here. Whoever flushes while nothing is in flight sends; what is added
 * meanwhile goes out together when that send is done. Full: what may be dropped goes first, then
 * the client is said to read too slowly.
 */
final class SendQueue {
  private final Wire wire;
  private final Form form;
  private final Connection.Bounds bounds;
  private final Runnable full;

  // All guarded by this queue's monitor. The deque is bounded by the bounds.
  private ArrayDeque<Bundle> waiting = new ArrayDeque<>(2);
  private int frames;
  private long chars;
  private boolean sending;
  private boolean closed;
  private Runnable end;

  /** By {@code System.nanoTime}, and odd; 0 where none is in flight. */
  private volatile long sendingSince;

  /**
   * A queue with nothing in it.
   *
   * @param full what to do with a client whose queue is full, or who cannot be written to
   */
  SendQueue(Wire wire, Form form, Connection.Bounds bounds, Runnable full) {
    this.wire = wire;
    this.form = form;
    this.bounds = bounds;
    this.full = full;
  }

  /** Puts it behind what waits. False if it has no place there. */
  boolean add(Bundle bundle) {
    if (deflates(bundle)) {
      bundle.deflated(); // by whoever adds it to all: those who send it do so side by side
    }
    synchronized (this) {
      if (closed) {
        return false;
      }
      if (!fits(bundle)) {
        if (bundle.droppable()) {
          return false;
        }
        dropWhatMayBe();
      }
      if (fits(bundle)) {
        waiting.add(bundle);
        frames += bundle.count();
        chars += bundle.chars();
        return true;
      }
      forget();
    }
    full.run();
    return false;
  }

  /** Begins to send what waits, where nothing is in flight. */
  void flush() {
    synchronized (this) {
      if (!isIdle()) {
        return;
      }
      sending = true;
    }
    drain();
  }

  /** Takes nothing more, and does that when what waits has gone out. */
  void finish(Runnable afterwards) {
    synchronized (this) {
      closed = true;
      if (sending || !waiting.isEmpty()) {
        end = afterwards;
        return;
      }
    }
    afterwards.run();
  }

  /** Whether something waits, and nothing is in flight that takes it along. */
  synchronized boolean isIdle() {
    return !sending && !waiting.isEmpty();
  }

  /** Nothing goes out any more. */
  synchronized void forget() {
    closed = true;
    waiting = new ArrayDeque<>(0);
    frames = 0;
    chars = 0;
  }

  /** For how many milliseconds a send has been in flight; 0 where none is. */
  long sendingMillis() {
    long since = sendingSince;
    return since == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
  }

  /** Room is left for what does not wait until this is over: see {@link Bundle#fitting}. */
  synchronized boolean isBusy() {
    return frames > bounds.frames() / 10 || chars > bounds.chars() / 4;
  }

  private boolean deflates(Bundle bundle) {
    return form == Form.DEFLATE && bundle.isLong();
  }

  private boolean fits(Bundle bundle) {
    return waiting.isEmpty()
        || (frames + bundle.count() <= bounds.frames() && chars + bundle.chars() <= bounds.chars());
  }

  private void dropWhatMayBe() {
    waiting.removeIf(
        b -> {
          if (b.droppable()) {
            frames -= b.count();
            chars -= b.chars();
          }
          return b.droppable();
        });
  }

  /**
   * Sends until nothing waits. A send that is done before its call returns goes round this loop;
   * one that is done later comes back here on its own thread.
   */
  private void drain() {
    Turn turn;
    do {
      turn = new Turn();
    } while (turn.send());
  }

  /** One send, and who goes on after it: the caller's loop, or the thread that ends it. */
  private final class Turn {
    private boolean returned;
    private boolean done;

    /** True if the send is over and the caller's loop goes on. */
    boolean send() {
      List<Bundle> bundles = take();
      if (bundles.isEmpty()) {
        ended();
        return false;
      }
      sendingSince = System.nanoTime() | 1;
      write(bundles);
      synchronized (this) {
        returned = true;
        return done;
      }
    }

    void over(Throwable failure) {
      if (failure != null) {
        // a socket that stays open and says nothing more would be the worst of all
        forget();
        full.run();
      }
      sendingSince = 0;
      boolean onward;
      synchronized (this) {
        done = true;
        onward = returned;
      }
      if (onward) {
        drain();
      }
    }

    private void write(List<Bundle> bundles) {
      Bundle only = bundles.get(0);
      if (deflates(only)) {
        wire.send(ByteBuffer.wrap(only.deflated()), this::over);
      } else {
        wire.send(bundles, form.takesArrays(), this::over);
      }
    }
  }

  private void ended() {
    Runnable afterwards;
    synchronized (this) {
      afterwards = end;
      end = null;
    }
    if (afterwards != null) {
      afterwards.run();
    }
  }

  /**
   * What goes out next: all that waits; to those who take deflated frames, what is deflated one by
   * one, each shared by its sockets, and of the rest as much as is short together.
   */
  private synchronized List<Bundle> take() {
    List<Bundle> bundles = new ArrayList<>(Math.min(waiting.size(), 16));
    long sum = 0;
    long size = 1;
    while (!waiting.isEmpty() && sum < Bundle.MOST_CHARS) {
      Bundle next = waiting.peek();
      if (form == Form.DEFLATE) {
        size += next.listed().length + 1;
        if (size >= Bundle.DEFLATE_FROM && !bundles.isEmpty()) {
          break;
        }
      }
      bundles.add(waiting.remove());
      frames -= next.count();
      chars -= next.chars();
      sum += next.chars();
    }
    if (bundles.isEmpty()) {
      sending = false;
    }
    return bundles;
  }
}
