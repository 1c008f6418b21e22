package io.parlance.testkit;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Reads a conversation live, resumes whenever it lost its socket or missed something. */
final class CheckedReader implements Runnable {
  private static final Duration GLANCE = Duration.ofMillis(250);
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** After so many glances at nothing it asks whether the server is there, as every client does. */
  private static final int QUIET = 8;

  private final Person person;
  private final long channel;
  private final Checker.Plan plan;
  private final Follower follower;
  private volatile long goal = Long.MAX_VALUE;
  private volatile long deadline = Long.MAX_VALUE;
  private ChatClient socket;
  private int resumes;
  private int glances;

  CheckedReader(Person person, long channel, Checker.Plan plan) {
    this.person = person;
    this.channel = channel;
    this.plan = plan;
    this.follower = new Follower(channel);
  }

  /** Ends when this position is reached, or when the time is over. */
  void finishAt(long seq, Duration within) {
    deadline = System.nanoTime() + within.toNanos();
    goal = seq;
  }

  @Override
  public void run() {
    while (follower.position() < goal && System.nanoTime() - deadline < 0) {
      if (socket == null || socket.isClosed()) {
        drain();
        reconnect();
      }
      Json frame = socket == null ? null : socket.poll(any -> true, GLANCE);
      if (frame == null) {
        listen();
      } else {
        glances = 0;
        take(frame);
      }
    }
    if (socket != null) {
      socket.close();
    }
  }

  /** A line that is dead without a word is found by a ping that nobody answers. */
  private void listen() {
    glances++;
    try {
      if (socket != null && glances == QUIET) {
        socket.send("ping");
      } else if (socket != null && glances == 2 * QUIET) {
        socket.cut();
      }
    } catch (ChatClient.Gone e) {
      socket.cut();
    }
  }

  /** What had come before the socket went is not thrown away. */
  private void drain() {
    while (socket != null) {
      Json frame = socket.poll(any -> true, Duration.ZERO);
      if (frame == null) {
        return;
      }
      take(frame);
    }
  }

  private void reconnect() {
    try {
      socket = ChatClient.at(plan.base(), ChatClient.CHAT).bearer(person.token()).open();
      resume();
    } catch (ChatClient.Refusal | ChatClient.Gone e) {
      socket = null;
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void resume() {
    resumes++;
    glances = 0;
    Json position = Json.object("channel_id", channel, "after_seq", follower.resume());
    socket.send("resume", "channels", Json.array(position));
  }

  private void take(Json frame) {
    switch (follower.take(frame)) {
      case RESUME -> resumeAgain("error".equals(frame.textOrNull("type")));
      case PAGE -> catchUp();
      case LISTEN -> {}
    }
  }

  private void resumeAgain(boolean later) {
    if (later) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    try {
      resume();
    } catch (ChatClient.Gone e) {
      socket.cut();
    }
  }

  /** More was missed than a socket tells: pages over REST. */
  private void catchUp() {
    Follower.Next next = Follower.Next.PAGE;
    while (next == Follower.Next.PAGE) {
      try {
        Answer answer =
            Rest.as(plan.base(), person.token())
                .patient()
                .get(
                    Person.conversation(channel)
                        + "/changes?limit=100&after_seq="
                        + follower.position());
        List<Json> page = answer.status() == 200 ? answer.list() : List.of();
        if (page.isEmpty()) {
          // not now: the next line brings it
          socket.cut();
          return;
        }
        next = follower.page(page);
      } catch (UncheckedIOException e) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  List<String> lines() {
    return follower.replica().lines();
  }

  /** Where it stands: what one wants to know of a reader that is not where it should be. */
  String standing() {
    String line =
        socket == null ? "no socket" : socket.isClosed() ? "closed socket" : "open socket";
    return "at " + follower.position() + (follower.isResuming() ? " resuming, " : ", ") + line;
  }

  int outOfOrder() {
    return follower.outOfOrder();
  }

  int doubled() {
    return follower.doubled();
  }

  int resumes() {
    return resumes;
  }

  int missed() {
    return follower.missed();
  }
}
