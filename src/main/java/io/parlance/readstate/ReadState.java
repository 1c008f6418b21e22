package io.parlance.readstate;

import io.parlance.limits.RateLimiter;
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
  @Inject private RateLimiter rates;
  @Inject private UnreadCounts counts;
  @Inject private Earlier earlier;

  /**
   * Where somebody stands in a conversation.
   *
   * @param count unread messages
   * @param mentions unread messages that name the person
   */
  public record Standing(long channelId, long count, long mentions, long lastReadSeq) {}

  /**
   * Everything up to that change is read. Going back is allowed: it marks as unread. It costs what
   * a message does, and is told to as many.
   */
  public CompletableFuture<Standing> markRead(
      Caller caller, long conversationId, long seq, Asker asker) {
    rates.take(caller.userId(), RateLimiter.Kind.MESSAGES);
    return lanes.submit(new MarkRead(caller, conversationId, seq, asker, counts, earlier));
  }
}
