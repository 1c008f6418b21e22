package io.parlance.hub;

import io.parlance.protocol.CloseReason;
import io.parlance.protocol.Event;
import io.parlance.security.Caller;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One live socket: who it belongs to, what it listens to, and what still has to go out to it.
 *
 * <p>Every method may be called by any thread, and none waits for the client.
 */
public final class Connection {
  /** Which way in this socket came. */
  public enum Door {
    CHAT,
    CONVERSATION,
    TOPICS
  }

  private static final CompletableFuture<?> BEGUN = CompletableFuture.completedFuture(null);

  private final String id;
  private final Door door;
  private final Wire wire;
  private final SendQueue queue;
  private final Clock clock;
  private final Form form;
  private volatile Caller caller;

  /** By {@code System.nanoTime}: somebody may set the clock. */
  private volatile long heardAt;

  private volatile boolean warned;

  // Set once, by its greeting: what others say before has nobody to be told yet.
  private volatile boolean greeted;

  private int floods;

  /** Over when the last command that took its turn has begun. Of the socket's own thread. */
  private CompletableFuture<?> turn = BEGUN;

  // Both guarded by this connection's monitor.
  private Runnable farewell;
  private boolean gone;

  private volatile CloseReason closing;

  // Written under this connection's monitor; bounded by what its person takes part in.
  private final List<Subscription> subscriptions = new ArrayList<>(4);

  Connection(
      String id, Door door, Caller caller, Wire wire, Form form, Bounds bounds, Clock clock) {
    this.id = id;
    this.door = door;
    this.caller = caller;
    this.wire = wire;
    this.form = form;
    this.clock = clock;
    this.heardAt = System.nanoTime();
    this.queue = new SendQueue(wire, form, bounds, () -> close(CloseReason.TRY_AGAIN_LATER));
  }

  /**
   * How much may wait for one socket.
   *
   * @param frames the most frames
   * @param chars the most characters
   */
  public record Bounds(int frames, int chars) {}

  public String id() {
    return id;
  }

  public Door door() {
    return door;
  }

  public Form form() {
    return form;
  }

  public Caller caller() {
    return caller;
  }

  public long userId() {
    return caller.userId();
  }

  /** The same person came with a fresh token. */
  public void renew(Caller fresh) {
    caller = fresh;
    warned = false;
  }

  /** Sends the first frame. What is sent before it goes nowhere. */
  public void greet(String frame) {
    prepare(frame);
    flush();
    begin();
  }

  /** The same without a frame, at a door that greets nobody. */
  public void begin() {
    greeted = true;
  }

  /** Sends one frame; what was sent before goes out before. */
  public void send(String frame) {
    send(Bundle.of(frame, false));
  }

  /** Puts a frame before what is sent next; {@link #flush} sends it, if nothing else does. */
  public void prepare(String frame) {
    queue.add(Bundle.of(frame, false));
  }

  /** The same for what several sockets share. False if it goes nowhere. */
  boolean prepare(Bundle bundle) {
    return greeted && queue.add(bundle);
  }

  /** Sends what was prepared and is still here. */
  public void flush() {
    if (queue.isIdle()) {
      Departures.at(home(), this::flushHere, () -> {});
    }
  }

  /** The same, by this thread, which is its home's. */
  void flushHere() {
    queue.flush();
  }

  /** Where it is sent from. */
  Executor home() {
    return wire.home();
  }

  /** Sends several frames together, in order. */
  public void send(List<String> frames) {
    if (!frames.isEmpty()) {
      send(Bundle.of(frames));
    }
  }

  /** Sends an event that belongs to no conversation's order. */
  public void send(Event event) {
    send(Bundle.of(event, clock.instant()));
  }

  /** Sends what several sockets share. */
  public void send(Bundle bundle) {
    if (prepare(bundle)) {
      flush();
    }
  }

  /**
   * Closes with that reason; nothing that still waits goes out. Further calls do nothing. A flood
   * is let ebb first, by its door: closing amid unread frames resets the line, and the reason is
   * lost.
   */
  public void close(CloseReason reason) {
    synchronized (this) {
      if (closing != null) {
        return;
      }
      closing = reason;
    }
    queue.forget();
    if (reason != CloseReason.POLICY) {
      wire.close(reason);
    }
  }

  /** The same, but what waits goes out before. */
  public void closeAfterwards(CloseReason reason) {
    queue.finish(() -> close(reason));
    flush();
  }

  /** Why the server closed it; null where it did not. */
  public CloseReason closing() {
    return closing;
  }

  /**
   * One more frame that came too fast; by how many these outnumber the good ones. A flood far above
   * the rate always has a good one among its frames. Called by the socket's own thread.
   */
  public int flood() {
    return ++floods;
  }

  /** A frame that came in time. */
  public void calm() {
    floods = Math.max(0, floods - 1);
  }

  /**
   * Carries a command out where it belongs once that is found, after those that were looked up
   * before: a later one may be found sooner. Called by the socket's own thread.
   */
  public <P, T> CompletableFuture<T> inTurn(
      CompletableFuture<P> place, Function<P, CompletableFuture<T>> command) {
    CompletableFuture<CompletableFuture<T>> begun =
        turn.thenCombine(place, (before, found) -> found).thenApply(command);
    turn = begun.handle((result, failure) -> null);
    return begun.thenCompose(Function.identity());
  }

  /** Runs that once when the socket is gone; at once where it is. */
  public void whenGone(Runnable leave) {
    synchronized (this) {
      if (!gone) {
        farewell = leave;
        return;
      }
    }
    leave.run();
  }

  /** The hub no longer knows it. */
  void gone() {
    Runnable leave;
    synchronized (this) {
      gone = true;
      leave = farewell;
      farewell = null;
    }
    if (leave != null) {
      leave.run();
    }
  }

  /** Something came from the client: it lives. */
  public void heard() {
    heardAt = System.nanoTime();
  }

  void ping() {
    wire.ping();
  }

  /** For how many milliseconds nothing has come from the client, whatever the clock says. */
  public long silentMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heardAt);
  }

  long sendingMillis() {
    return queue.sendingMillis();
  }

  /** Whether so much waits to go out that what can wait had better, until the client has read. */
  public boolean isBusy() {
    return queue.isBusy();
  }

  /** Whether it is to be warned now: once, and not before it is greeted, when it would not hear. */
  boolean warnOnce() {
    if (!greeted || warned) {
      return false;
    }
    warned = true;
    return true;
  }

  synchronized void add(Subscription subscription) {
    subscriptions.add(subscription);
  }

  synchronized void remove(Subscription subscription) {
    subscriptions.remove(subscription);
  }

  synchronized Subscription find(long conversationId) {
    for (Subscription subscription : subscriptions) {
      if (subscription.conversationId() == conversationId) {
        return subscription;
      }
    }
    return null;
  }

  /** A copy of what it listens to. */
  synchronized List<Subscription> subscriptions() {
    return List.copyOf(subscriptions);
  }
}
