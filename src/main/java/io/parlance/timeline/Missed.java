package io.parlance.timeline;

import io.parlance.messages.Announcer;
import io.parlance.protocol.Event;
import io.parlance.protocol.MessageView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What somebody missed, as the events that tell it. Called within a transaction. */
@ApplicationScoped
public class Missed {
  @Inject private History history;

  /**
   * One change that was missed.
   *
   * @param seq its position: where a client that has it stands
   */
  public record Change(long seq, Event event) {}

  /**
   * A part of what was missed.
   *
   * @param hasMore whether there is more behind it
   */
  public record Part(List<Change> changes, boolean hasMore) {
    /** Where a client stands that has it; {@code otherwise} if it is empty. */
    public long lastSeq(long otherwise) {
      return changes.isEmpty() ? otherwise : changes.get(changes.size() - 1).seq();
    }
  }

  /** What happened in a conversation after that change, in order, each message as it is now. */
  public Part after(long conversationId, long afterSeq, int limit) {
    History.ChangesPage found = history.changes(conversationId, afterSeq, limit);
    return new Part(
        found.page().messages().stream()
            .map(m -> new Change(m.changedSeq(), event(m, afterSeq, found.parents())))
            .toList(),
        found.page().hasMore());
  }

  private static Event event(MessageView m, long afterSeq, Map<UUID, MessageView.Parent> parents) {
    if (m.seq() > afterSeq) {
      return Announcer.created(m, parents.get(m.parentId()));
    }
    return m.deleted()
        ? Announcer.deleted(m, parents.get(m.parentId()))
        : new Event.MessageUpdated(m.channelId(), m.changedSeq(), m);
  }
}
