package io.parlance.storage;

import io.parlance.protocol.Problem;
import io.parlance.protocol.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * REST answers that come later: the request's thread is free while the database works, and a lane
 * never writes to a client.
 */
@ApplicationScoped
public class Answers {
  @Inject private Workers workers;
  @Inject private Faults faults;

  /** Works in a transaction, then answers. */
  public <T> CompletionStage<Response> work(Supplier<T> task, Function<T, Response> answer) {
    return later(() -> workers.call(task), answer);
  }

  /** Answers when that is done; a refusal, now or later, is answered as a problem. */
  public <T> CompletionStage<Response> later(
      Supplier<CompletableFuture<T>> doing, Function<T, Response> answer) {
    try {
      return doing
          .get()
          .handleAsync(
              (result, failure) -> failure == null ? answer.apply(result) : problem(failure),
              elsewhere());
    } catch (Refused refused) {
      return CompletableFuture.completedFuture(Problem.response(refused));
    }
  }

  private Response problem(Throwable failure) {
    return Problem.response(faults.refusal(failure));
  }

  private Executor elsewhere() {
    return task -> {
      try {
        workers.run(task);
      } catch (Refused busy) {
        // an answer that is there already must not be lost for want of a thread
        task.run();
      }
    };
  }
}
