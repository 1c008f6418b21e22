package io.parlance.testkit;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Sends numbered messages one after the other, each until it is acknowledged, now over its socket
 * and now over REST, as chance has it; and changes some of them once, in the same way.
 */
final class CheckedWriter implements Runnable {
  /** Four bytes a character, and two of Java: whatever counts wrongly shows. */
  private static final String FILLER = "\uD83D\uDE80";

  private static final double SHARE_OF_CHANGES = 0.25;
  private static final List<CheckedChange> CHANGES = List.of(CheckedChange.values());

  private final Person person;
  private final long channel;
  private final int messages;
  private final Checker.Plan plan;
  private final Random random;
  private final long deadline;
  private final List<String> sent = new ArrayList<>();
  private final Map<String, Ledger.Promise> promises = new ConcurrentHashMap<>();
  private final Map<String, CheckedChange> changes = new ConcurrentHashMap<>();
  private final AtomicInteger attempts = new AtomicInteger();
  private ChatClient socket;
  private String refusal;
  private int repeats;

  CheckedWriter(Person person, long channel, int messages, Checker.Plan plan, long seed) {
    this.person = person;
    this.channel = channel;
    this.messages = messages;
    this.plan = plan;
    this.random = new Random(seed);
    this.deadline = System.nanoTime() + plan.patience().toNanos();
  }

  @Override
  public void run() {
    for (int i = 0; i < messages && refusal == null; i++) {
      String mark = Unique.text("m-");
      sent.add(mark);
      while (!promises.containsKey(mark) && mayGoOn()) {
        attempts.incrementAndGet();
        if (random.nextDouble() < plan.shareOfRest()) {
          overRest(mark);
        } else {
          overSocket(mark);
        }
      }
      if (promises.containsKey(mark) && random.nextDouble() < SHARE_OF_CHANGES) {
        change(mark, CHANGES.get(random.nextInt(CHANGES.size())));
      }
    }
    if (socket != null) {
      socket.close();
    }
  }

  private boolean mayGoOn() {
    return refusal == null && System.nanoTime() < deadline;
  }

  private void change(String mark, CheckedChange change) {
    String messageId = promises.get(mark).messageId();
    for (int tries = 0; !changes.containsKey(mark) && mayGoOn(); tries++) {
      repeats += tries > 0 && change == CheckedChange.EDIT ? 1 : 0;
      if (random.nextDouble() < plan.shareOfRest()) {
        changeOverRest(mark, messageId, change);
      } else {
        changeOverSocket(mark, messageId, change);
      }
    }
  }

  private void changeOverSocket(String mark, String messageId, CheckedChange change) {
    String id = Unique.text("x-");
    Json answer =
        ask(change.command(id, messageId, mark), frame -> id.equals(frame.textOrNull("id")));
    if (answer == null) {
      return;
    }
    if (answer.text("type").equals("error")) {
      refused(answer.text("data.code"), answer);
    } else {
      changes.put(mark, change);
    }
  }

  private void changeOverRest(String mark, String messageId, CheckedChange change) {
    Answer answer = call(rest -> change.overRest(rest, messageId, mark));
    if (answer != null) {
      changes.put(mark, change);
    }
  }

  private String content(String mark) {
    return mark + " " + FILLER.repeat(plan.padding());
  }

  private void overSocket(String mark) {
    Json answer =
        ask(
            Json.object(
                "type",
                "message",
                "channel_id",
                channel,
                "content",
                content(mark),
                "client_id",
                mark),
            frame -> mark.equals(frame.textOrNull("data.client_id")));
    if (answer == null) {
      return;
    }
    if (answer.text("type").equals("message_sent")) {
      promise(mark, answer.text("data.message_id"), answer.number("data.seq"));
    } else {
      refused(answer.text("data.code"), answer);
    }
  }

  /** Sends a command and gives its answer; null where none came, so that it is sent again. */
  private Json ask(Json command, Predicate<Json> isAnswer) {
    try {
      if (socket == null || socket.isClosed()) {
        socket = ChatClient.at(plan.base(), ChatClient.CHAT).bearer(person.token()).open();
        socket.poll(frame -> "connected".equals(frame.textOrNull("type")), plan.acknowledgement());
      }
      socket.send(command);
    } catch (ChatClient.Gone | ChatClient.Refusal e) {
      socket = null;
      pause(50);
      return null;
    }
    Json answer = socket.poll(isAnswer, plan.acknowledgement());
    if (answer == null && socket.isClosed()) {
      pause(20);
    }
    return answer;
  }

  private void overRest(String mark) {
    Answer answer =
        call(
            rest ->
                rest.post(Person.messages(channel), "content", content(mark), "client_id", mark));
    if (answer != null) {
      promise(mark, answer.data().text("id"), answer.data().number("seq"));
    }
  }

  /** Asks over REST and gives the answer; null where it is to be asked again. */
  private Answer call(Function<Rest, Answer> question) {
    Answer answer;
    try {
      answer = question.apply(Rest.as(plan.base(), person.token()).patient());
    } catch (UncheckedIOException e) {
      pause(50);
      return null;
    }
    if (answer.status() < 300) {
      return answer;
    }
    if (answer.status() == 429 || answer.status() >= 500 || !isOurs(answer)) {
      pause(100);
    } else {
      refusal = answer.status() + " " + answer.body();
    }
    return null;
  }

  /** A server that is still starting answers 404 before the application is there. */
  private static boolean isOurs(Answer answer) {
    return answer.header("content-type").startsWith("application/problem+json");
  }

  private void promise(String mark, String messageId, long seq) {
    promises.put(mark, new Ledger.Promise(messageId, seq));
  }

  private void refused(String code, Json answer) {
    switch (code) {
      case "rate_limited", "unavailable", "internal_error" ->
          pause(answer.has("data.retry_after_ms") ? answer.number("data.retry_after_ms") : 100);
      default -> refusal = answer.toString();
    }
  }

  /** Pacing between attempts, as a client does it: nothing is waited for here. */
  private static void pause(long milliseconds) {
    LockSupport.parkNanos(Duration.ofMillis(Math.min(milliseconds, 1000)).toNanos());
  }

  int acknowledged() {
    return promises.size();
  }

  int attempts() {
    return attempts.get();
  }

  Ledger ledger() {
    return new Ledger(
        person.id(),
        List.copyOf(sent),
        Map.copyOf(promises),
        Map.copyOf(changes),
        repeats,
        Optional.ofNullable(refusal));
  }
}
