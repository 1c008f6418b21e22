package io.parlance.reactions;

import io.parlance.conversations.Conversation;
import io.parlance.messages.Announcer;
import io.parlance.messages.Ledger;
import io.parlance.messages.Message;
import io.parlance.messages.Messages.Asker;
import io.parlance.messages.Sent;
import io.parlance.messages.Write;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Event;
import io.parlance.protocol.MessageView;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import io.parlance.storage.Jdbc;
import java.util.List;
import java.util.UUID;

/** One reaction given or taken back, in the conversation's lane. */
record React(
    Caller caller,
    long conversationId,
    UUID messageId,
    String emoji,
    boolean add,
    Asker asker,
    Announcer announcer)
    implements Write<Sent> {
  /** Different emojis on one message. */
  private static final int MOST = 50;

  @Override
  public Sent carryOut(Ledger ledger) {
    ledger.participant(this);
    Conversation conversation = ledger.conversation(conversationId);
    Message message = ledger.message(this);
    if (message.deleted()) {
      throw new Refused(ErrorCode.CONFLICT, "the message was deleted");
    }
    Reaction own = new Reaction(messageId, caller.userId(), emoji, ledger.now());
    Jdbc database = ledger.database();
    if (add == isThere(database)) {
      MessageView view = announcer.view(message);
      ledger.afterCommit(
          () -> announcer.unchanged(conversationId, view.changedSeq(), event(view), asker));
      return new Sent(view, true);
    }
    if (add) {
      refuseTooMany(message);
    }
    database.trip().write(add ? Reaction.GIVEN : Reaction.TAKEN_BACK, List.of(own)).go();
    message.touch(conversation, ledger.now());
    MessageView view = announcer.view(message);
    ledger.afterCommit(
        () -> announcer.changed(conversationId, view.changedSeq(), event(view), asker));
    return new Sent(view, false);
  }

  private boolean isThere(Jdbc database) {
    return !database
        .rows(
            "select 1 from reactions where message_id = ? and user_id = ? and emoji = ?",
            row -> row.getInt(1),
            messageId,
            caller.userId(),
            emoji)
        .isEmpty();
  }

  private void refuseTooMany(Message message) {
    MessageView view = announcer.view(message);
    boolean isNew = view.reactions().stream().noneMatch(r -> r.emoji().equals(emoji));
    if (isNew && view.reactions().size() >= MOST) {
      throw new Refused(ErrorCode.CONFLICT, "the message has " + MOST + " reactions already");
    }
  }

  private Event event(MessageView view) {
    long seq = view.changedSeq();
    return add
        ? new Event.ReactionAdded(conversationId, seq, messageId, caller.userId(), emoji, view)
        : new Event.ReactionRemoved(conversationId, seq, messageId, caller.userId(), emoji, view);
  }
}
