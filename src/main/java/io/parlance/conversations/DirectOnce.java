package io.parlance.conversations;

import io.parlance.security.Caller;
import io.parlance.storage.Jdbc;
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
  @Inject private Conversations conversations;
  @Inject private Workers workers;

  public CompletableFuture<Conversations.Made> create(Caller caller, Conversations.Draft draft) {
    return workers
        .call(() -> conversations.create(caller, draft))
        .exceptionallyCompose(
            failure ->
                Jdbc.isDuplicate(failure)
                    ? workers.call(() -> conversations.create(caller, draft))
                    : CompletableFuture.failedFuture(failure));
  }
}
