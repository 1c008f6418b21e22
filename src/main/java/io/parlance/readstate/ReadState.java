package io.parlance.readstate;

import io.parlance.messages.Earlier;
import io.parlance.messages.Lanes;
import io.parlance.messages.Messages.Asker;
import io.parlance.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;

/** How far somebody has read. */
@ApplicationScoped
public class ReadState {
  @Inject private Lanes lanes;
  @Inject private UnreadCounts counts;
  @Inject private Earlier earlier;

  /**
   * Where somebody stands in a conversation.
   *
   * @param count unread messages
   * @param mentions unread messages that name the person
   */
  public record Standing(long channelId, long count, long mentions, long lastReadSeq) {}

  /** Everything up to that change is read. Going back is allowed: it marks as unread. */
  public CompletableFuture<Standing> markRead(
      Caller caller, long conversationId, long seq, Asker asker) {
    return lanes.submit(new MarkRead(caller, conversationId, seq, asker, counts, earlier));
  }
}
