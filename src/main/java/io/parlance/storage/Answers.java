package io.parlance.storage;

import io.parlance.protocol.Problem;
import io.parlance.protocol.Refused;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * REST answers that come later: the request's thread is free while the database works, and neither
 * a lane nor a worker ever writes to a client.
 *
 * <p>Both servers hold the thread that writes an answer until all but what their buffers take has
 * gone, half a minute and longer for a client that does not read. So these threads do nothing else,
 * and a person has few of them: it takes {@code THREADS / EACH} people who do not read to hold up
 * the answers of REST, and sockets, lanes and the database's workers never notice.
 */
@ApplicationScoped
public class Answers {
  static final int THREADS = 32;

  /** Answers of one person that are read for (by {@link #work}) or written at once. */
  static final int EACH = 4;

  private static final Logger LOG = Logger.getLogger(Answers.class.getName());

  private Workers workers;
  private Faults faults;
  private Threads threads;
  private Requester requester;

  private final Turns turns = new Turns(EACH);
  private Executor pool;

  @Inject
  void uses(Workers workers, Faults faults, Threads threads, Requester requester) {
    this.workers = workers;
    this.faults = faults;
    this.threads = threads;
    this.requester = requester;
  }

  @PostConstruct
  void open() {
    // no answer that is there is refused: each person's are in it EACH times at most
    pool = threads.pool("answer", THREADS, Integer.MAX_VALUE);
  }

  /**
   * Works in a transaction, then answers. Who has enough answers on their way waits with the work,
   * too: what is read and not written yet is kept in memory.
   */
  public <T> CompletionStage<Response> work(Supplier<T> task, Function<T, Response> answer) {
    return work(CompletableFuture.completedFuture(null), task, answer);
  }

  /** The same when that is done; a refusal is answered. */
  public <T> CompletionStage<Response> work(
      CompletableFuture<Void> before, Supplier<T> task, Function<T, Response> answer) {
    long person = requester.userId();
    CompletableFuture<T> done = new CompletableFuture<>();
    CompletionStage<Response> answered =
        answered(done, answer, write -> writeAndEnd(person, write));
    before.whenComplete(
        (nothing, refusal) ->
            turns.take(
                person,
                () -> {
                  if (refusal == null) {
                    workers
                        .call(task)
                        .whenComplete((result, failure) -> Turns.pass(result, failure, done));
                  } else {
                    done.completeExceptionally(refusal);
                  }
                }));
    return answered;
  }

  /** Answers when that is done; a refusal, now or later, is answered as a problem. */
  public <T> CompletionStage<Response> later(
      Supplier<CompletableFuture<T>> doing, Function<T, Response> answer) {
    long person = requester.userId();
    try {
      return answered(
          doing.get(), answer, write -> turns.take(person, () -> writeAndEnd(person, write)));
    } catch (Refused refused) {
      return CompletableFuture.completedFuture(Problem.response(refused));
    }
  }

  private <T> CompletionStage<Response> answered(
      CompletableFuture<T> doing, Function<T, Response> answer, Executor writer) {
    return doing.handleAsync(
        (result, failure) -> failure == null ? answer.apply(result) : problem(failure), writer);
  }

  /** Never by the thread that is running, which is a lane, a worker or the timer. */
  private void writeAndEnd(long person, Runnable write) {
    try {
      pool.execute(
          () -> {
            try {
              write.run();
            } finally {
              turns.over(person);
            }
          });
    } catch (Refused ended) {
      LOG.log(Level.FINEST, "The server ends, and its answers with it", ended);
    }
  }

  private Response problem(Throwable failure) {
    return Problem.response(faults.refusal(failure));
  }
}
