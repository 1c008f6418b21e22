package io.parlance.conversations;

import io.parlance.security.Caller;
import io.parlance.storage.Jdbc;
import io.parlance.storage.Turns;
import io.parlance.storage.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;

/**
 * Makes conversations, and settles a race: when both begin the same direct conversation at once,
 * the unique key lets one in, and the other finds it.
 */
@ApplicationScoped
public class DirectOnce {
  /** Of one person: they may have a thousand members each. */
  private static final int AT_ONCE = 2;

  @Inject private Conversations conversations;
  @Inject private Workers workers;

  private final Turns turns = new Turns(AT_ONCE);

  public CompletableFuture<Conversations.Made> create(Caller caller, Conversations.Draft draft) {
    return turns.call(caller.userId(), () -> createNow(caller, draft));
  }

  private CompletableFuture<Conversations.Made> createNow(
      Caller caller, Conversations.Draft draft) {
    return workers
        .call(() -> conversations.create(caller, draft))
        .exceptionallyCompose(
            failure ->
                Jdbc.isDuplicate(failure)
                    ? workers.call(() -> conversations.create(caller, draft))
                    : CompletableFuture.failedFuture(failure));
  }
}
