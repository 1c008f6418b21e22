package io.parlance.messages;

import io.parlance.conversations.Conversation;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Event;
import io.parlance.protocol.MessageView;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import java.util.UUID;

/** Editing, in the conversation's lane. */
record EditMessage(
    Caller caller,
    long conversationId,
    UUID messageId,
    String content,
    Messages.Asker asker,
    Announcer announcer,
    Mentions mentions)
    implements Write<Sent> {

  @Override
  public Sent carryOut(Ledger ledger) {
    ledger.participant(this);
    Conversation conversation = ledger.conversation(conversationId);
    Message message = ledger.message(this);
    if (message.senderId() != caller.userId()) {
      throw Refused.denied("only its sender may edit a message");
    }
    if (message.deleted()) {
      throw new Refused(ErrorCode.CONFLICT, "the message was deleted");
    }
    message.edit(conversation, content, ledger.now());
    mentions.replace(ledger, message);
    MessageView view = announcer.view(message);
    ledger.afterCommit(
        () ->
            announcer.changed(
                conversationId,
                view.changedSeq(),
                new Event.MessageUpdated(conversationId, view.changedSeq(), view),
                asker));
    return new Sent(view, false);
  }
}
