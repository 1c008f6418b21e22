package io.parlance.readstate;

import io.parlance.conversations.Conversation;
import io.parlance.conversations.Participant;
import io.parlance.messages.Earlier;
import io.parlance.messages.Ledger;
import io.parlance.messages.Message;
import io.parlance.messages.Messages.Asker;
import io.parlance.messages.Write;
import io.parlance.readstate.ReadState.Standing;
import io.parlance.security.Caller;
import java.util.List;

/** Moving a read mark, in the conversation's lane, so that counts and messages never cross. */
record MarkRead(
    Caller caller, long conversationId, long seq, Asker asker, UnreadCounts counts, Earlier earlier)
    implements Write<Standing> {

  @Override
  public Standing carryOut(Ledger ledger) {
    Participant self = ledger.participant(this);
    Conversation conversation = ledger.conversation(conversationId);
    long upTo = Math.min(seq, conversation.lastSeq());
    boolean moved = upTo != self.readSeq();
    if (moved) {
      self.read(
          upTo, number(ledger, conversation, upTo), deletedBeyond(ledger, conversation, upTo));
    }
    Standing standing =
        new Standing(
            conversationId,
            self.unread(conversation.messageCount()),
            mentions(conversation, upTo),
            upTo);
    ledger.afterCommit(() -> counts.tell(caller.userId(), standing, moved, asker));
    return standing;
  }

  /** The number of the last message up to there. */
  private long number(Ledger ledger, Conversation conversation, long upTo) {
    if (upTo == conversation.lastSeq()) {
      return conversation.messageCount();
    }
    ledger.write(); // it may be one of this very transaction
    List<Message> found = earlier.before(conversationId, upTo + 1, 1);
    return found.isEmpty() ? 0 : found.get(0).number();
  }

  private long deletedBeyond(Ledger ledger, Conversation conversation, long upTo) {
    if (conversation.deletedCount() == 0 || upTo == conversation.lastSeq()) {
      return 0;
    }
    return ledger
        .database()
        .rows(
            "select count(*) from messages"
                + " where conversation_id = ? and seq > ? and deleted = true",
            row -> row.getLong(1),
            conversationId,
            upTo)
        .get(0);
  }

  private long mentions(Conversation conversation, long upTo) {
    return upTo == conversation.lastSeq()
        ? 0
        : counts.mentions(conversationId, caller.userId(), upTo);
  }
}
