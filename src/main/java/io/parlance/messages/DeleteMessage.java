package io.parlance.messages;

import io.parlance.conversations.Conversation;
import io.parlance.conversations.Participant;
import io.parlance.protocol.Event;
import io.parlance.protocol.MessageView;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import io.parlance.storage.Jdbc;
import java.time.Instant;
import java.util.UUID;

/** Deleting, in the conversation's lane. Deleting twice is deleting once. */
record DeleteMessage(
    Caller caller, long conversationId, UUID messageId, Messages.Asker asker, Announcer announcer)
    implements Write<Sent> {

  @Override
  public Sent carryOut(Ledger ledger) {
    Participant self = ledger.participant(this);
    Conversation conversation = ledger.conversation(conversationId);
    Message message = ledger.message(this);
    if (message.senderId() != caller.userId() && !self.role().moderates()) {
      throw Refused.denied("only its sender or a moderator may delete a message");
    }
    Message parent = message.parentId() == null ? null : ledger.message(message.parentId());
    if (message.deleted()) {
      MessageView view = announcer.view(message);
      Event event = deleted(view, parent);
      ledger.afterCommit(
          () -> announcer.unchanged(conversationId, view.changedSeq(), event, asker));
      return new Sent(view, true);
    }
    message.delete(conversation, ledger.now());
    if (parent != null) {
      parent.lose(lastReplyAt(ledger.database(), parent.id()));
    }
    forgetWhatHungOnIt(ledger, message);
    MessageView view = announcer.view(message);
    Event event = deleted(view, parent);
    ledger.afterCommit(() -> announcer.changed(conversationId, view.changedSeq(), event, asker));
    return new Sent(view, false);
  }

  private static Instant lastReplyAt(Jdbc database, UUID parentId) {
    return database
        .rows(
            "select m.created_at from message_replies r join messages m on m.id = r.message_id"
                + " where r.parent_id = ? and m.deleted = false"
                + " order by r.parent_id desc, r.seq desc fetch first row only",
            row -> Jdbc.instant(row, 1),
            parentId)
        .stream()
        .findFirst()
        .orElse(null);
  }

  private static Event deleted(MessageView view, Message parent) {
    return Announcer.deleted(view, parent == null ? null : parent.asParent());
  }

  /** Who had not read it has one message less to read; and nobody was named, nothing reacted to. */
  private void forgetWhatHungOnIt(Ledger ledger, Message message) {
    Jdbc database = ledger.database();
    Mentions.remove(database, message);
    database.update("delete from reactions where message_id = ?", messageId);
    database.update(
        "update conversation_participants set deleted_beyond = deleted_beyond + 1"
            + " where conversation_id = ? and read_seq < ?",
        conversationId,
        message.seq());
    // the rows were changed behind the ledger's back
    ledger.refreshParticipants(conversationId);
  }
}
