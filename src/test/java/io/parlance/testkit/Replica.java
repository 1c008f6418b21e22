package io.parlance.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a client knows of one conversation that does nothing but apply events in order. */
public final class Replica {
  private static final Set<String> WITH_MESSAGE =
      Set.of(
          "new_message",
          "new_reply",
          "message_updated",
          "message_deleted",
          "reaction_added",
          "reaction_removed");

  private final long channel;
  private final Map<String, Json> messages = new HashMap<>();
  private long lastSeq;

  public Replica(long channel) {
    this.channel = channel;
  }

  public long lastSeq() {
    return lastSeq;
  }

  /** The seq that an event of this conversation's log takes, or 0 where it takes none. */
  public long seqOf(Json event) {
    String type = event.textOrNull("type");
    boolean ours = event.has("data.channel_id") && event.number("data.channel_id") == channel;
    if (!ours || type == null) {
      return 0;
    }
    return WITH_MESSAGE.contains(type) ? event.number("data.message.changed_seq") : 0;
  }

  public void apply(Json event) {
    long seq = seqOf(event);
    if (seq == 0) {
      return;
    }
    lastSeq = Math.max(lastSeq, seq);
    put(event.at("data.message"));
  }

  /** Takes over messages that were read over REST. */
  public void put(Json message) {
    messages.merge(
        message.text("id"),
        message,
        (old, now) -> now.number("changed_seq") < old.number("changed_seq") ? old : now);
    lastSeq = Math.max(lastSeq, message.number("changed_seq"));
  }

  /** One line a message, in order: good to compare, and to read where it differs. */
  public List<String> lines() {
    return lines(messages.values().stream());
  }

  public static List<String> lines(List<Json> history) {
    return lines(history.stream());
  }

  private static List<String> lines(Stream<Json> messages) {
    return messages.sorted((a, b) -> Long.compare(seq(a), seq(b))).map(Replica::line).toList();
  }

  private static long seq(Json message) {
    return message.has("seq") ? message.number("seq") : 0;
  }

  private static String line(Json message) {
    if (message.flag("deleted")) {
      return seq(message) + " deleted";
    }
    return seq(message)
        + " "
        + message.text("id")
        + " "
        + message.text("content")
        + " "
        + message.at("reactions")
        + (message.has("edited_at") ? " edited" : "");
  }
}
