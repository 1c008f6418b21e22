package io.parlance.messages;

import com.github.f4b6a3.uuid.UuidCreator;
import io.parlance.conversations.Conversation;
import io.parlance.conversations.Participant;
import io.parlance.protocol.Command;
import io.parlance.protocol.MessageView;
import io.parlance.security.Caller;
import java.util.List;
import java.util.UUID;

/**
 * Sending, in the conversation's lane. Read it from top to bottom: that is the order it goes in.
 */
record SendMessage(
    Caller caller, Command.Send send, UUID clientKey, Announcer announcer, Mentions mentions)
    implements Write<Sent> {

  /** Told apart from others before it comes into the lane. */
  SendMessage(Caller caller, Command.Send send, Announcer announcer, Mentions mentions) {
    this(
        caller,
        send,
        ClientKey.of(send.channelId(), caller.userId(), send.clientId()),
        announcer,
        mentions);
  }

  @Override
  public long conversationId() {
    return send.channelId();
  }

  /** What it answers. */
  @Override
  public UUID messageId() {
    return send.replyTo();
  }

  @Override
  public Sent carryOut(Ledger ledger) {
    // may the caller speak here?
    Participant self = ledger.participant(this);
    Conversation conversation = ledger.conversation(conversationId());

    // was it sent before, over whichever door?
    Message before = ledger.seen(this);
    if (before != null) {
      return new Sent(announcer.view(before), true);
    }

    // what does it answer?
    Message parent = parent(ledger);

    // takes the next seq: the conversation is locked
    Message message =
        new Message(
            UuidCreator.getTimeOrderedEpoch(),
            conversation,
            caller.userId(),
            send.content(),
            send.clientId(),
            clientKey,
            ledger.now());
    if (parent != null) {
      message.answer(parent);
    }
    ledger.say(message);
    List<Long> named = mentions.add(ledger, message);

    // who speaks has read what was said before
    self.read(message.seq(), message.number(), 0);

    Sent sent = new Sent(announcer.viewOfNew(message, named), false);
    MessageView.Parent told = parent == null ? null : parent.asParent();
    ledger.afterCommit(() -> announcer.sent(sent.message(), told));
    return sent;
  }

  /** A reply to a reply belongs to the same thread: threads are one level deep. */
  private Message parent(Ledger ledger) {
    if (send.replyTo() == null) {
      return null;
    }
    Message parent = ledger.message(this);
    return parent.parentId() == null ? parent : ledger.message(parent.parentId());
  }
}
