package io.parlance.reactions;

import io.parlance.limits.RateLimiter;
import io.parlance.messages.Announcer;
import io.parlance.messages.Lanes;
import io.parlance.messages.MessageHomes;
import io.parlance.messages.Messages.Asker;
import io.parlance.messages.Sent;
import io.parlance.protocol.Refused;
import io.parlance.protocol.Text;
import io.parlance.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Giving a message an emoji, and taking it back. */
@ApplicationScoped
public class Reactions {
  private static final int MOST_CHARACTERS = 32;

  @Inject private Lanes lanes;
  @Inject private MessageHomes homes;
  @Inject private Announcer announcer;
  @Inject private RateLimiter rates;

  /** Reacts; twice the same is once. */
  public CompletableFuture<Sent> add(Caller caller, UUID messageId, String emoji, Asker asker) {
    return react(caller, messageId, emoji, true, asker);
  }

  /** Takes a reaction back; one that is not there is no fault. */
  public CompletableFuture<Sent> remove(Caller caller, UUID messageId, String emoji, Asker asker) {
    return react(caller, messageId, emoji, false, asker);
  }

  private CompletableFuture<Sent> react(
      Caller caller, UUID messageId, String emoji, boolean add, Asker asker) {
    if (emoji == null
        || emoji.isBlank()
        || !Text.isStorable(emoji)
        || Text.length(emoji) > MOST_CHARACTERS) {
      throw Refused.invalid("emoji", "must have 1 to " + MOST_CHARACTERS + " characters");
    }
    rates.take(caller.userId(), RateLimiter.Kind.MESSAGES);
    return asker.inTurn(
        homes.of(messageId),
        home -> lanes.submit(new React(caller, home, messageId, emoji, add, asker, announcer)));
  }
}
