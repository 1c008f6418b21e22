package io.parlance.conversations;

import io.parlance.security.Caller;
import io.parlance.storage.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
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
                isTaken(failure)
                    ? workers.call(() -> conversations.create(caller, draft))
                    : CompletableFuture.failedFuture(failure));
  }

  private static boolean isTaken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && "23505".equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
