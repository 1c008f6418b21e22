package io.parlance.messages;

import io.parlance.conversations.Conversation;
import io.parlance.conversations.Participant;
import io.parlance.protocol.Event;
import io.parlance.protocol.MessageView;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import jakarta.persistence.EntityManager;
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
    if (message.deleted()) {
      MessageView view = announcer.view(message);
      ledger.afterCommit(() -> announcer.answerOnly(deleted(view), asker));
      return new Sent(view, true);
    }
    message.delete(conversation, ledger.now());
    if (message.parentId() != null) {
      Message parent = ledger.em().find(Message.class, message.parentId());
      parent.lose(lastReplyAt(ledger.em(), parent.id()));
    }
    forgetWhatHungOnIt(ledger, message);
    MessageView view = announcer.view(message);
    ledger.afterCommit(
        () -> announcer.changed(conversationId, view.changedSeq(), deleted(view), asker));
    return new Sent(view, false);
  }

  private static Instant lastReplyAt(EntityManager em, UUID parentId) {
    return (Instant)
        em.createNativeQuery(
                "select max(m.created_at) from message_replies r"
                    + " join messages m on m.id = r.message_id"
                    + " where r.parent_id = ? and m.deleted = false",
                Instant.class)
            .setParameter(1, parentId)
            .getSingleResult();
  }

  private static Event deleted(MessageView view) {
    return new Event.MessageDeleted(view.channelId(), view.changedSeq(), view.id(), view);
  }

  /** Who had not read it has one message less to read; and nobody was named, nothing reacted to. */
  private void forgetWhatHungOnIt(Ledger ledger, Message message) {
    ledger.em().flush();
    ledger
        .em()
        .createQuery("delete from Mention m where m.messageId = :id")
        .setParameter("id", message.id())
        .executeUpdate();
    ledger
        .em()
        .createQuery("delete from Reaction r where r.messageId = :id")
        .setParameter("id", message.id())
        .executeUpdate();
    ledger
        .em()
        .createQuery(
            "update Participant p set p.deletedBeyond = p.deletedBeyond + 1"
                + " where p.conversationId = :conversation and p.readSeq < :seq")
        .setParameter("conversation", conversationId)
        .setParameter("seq", message.seq())
        .executeUpdate();
    // the rows were changed behind the ledger's back
    ledger.refreshParticipants(conversationId);
  }
}
