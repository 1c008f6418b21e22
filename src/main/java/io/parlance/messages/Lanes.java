package io.parlance.messages;

import io.parlance.conversations.ConversationRows;
import io.parlance.hub.Hub;
import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import io.parlance.storage.Database;
import io.parlance.storage.Jdbc;
import io.parlance.storage.Threads;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The single writers. The durable commands of one conversation go through one lane, in order; a
 * lane commits what has gathered in one transaction.
 *
 * <p>A lane that is idle commits a lone command at once; one that is busy finds the rest when it
 * comes back, and lets a few more come.
 */
@ApplicationScoped
public class Lanes {
  @Inject private ConversationRows rows;
  @Inject private Jdbc jdbc;
  @Inject private Clock clock;
  @Inject private Limits limits;
  @Inject private Threads threads;
  @Inject private Database database;
  @Inject private Hub hub;

  private Lane[] lanes;

  @PostConstruct
  void open() {
    Duration careful =
        Duration.ofSeconds(
            ConfigProvider.getConfig().getValue("parlance.lanes.careful-seconds", Integer.class));
    // the database and the sockets need the other cores, and fewer lanes gather more
    int some = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    Ledger.Tables tables = new Ledger.Tables(rows, jdbc);
    lanes = new Lane[database.hasOneWriter() ? 1 : some];
    for (int i = 0; i < lanes.length; i++) {
      LaneTransaction transaction = new LaneTransaction(tables, clock, jdbc.keep());
      lanes[i] = new Lane(transaction, hub.flushers(), careful, limits.value(Limit.LANE_QUEUE));
      threads.start("lane", lanes[i]);
    }
  }

  /**
   * Puts a command into its conversation's lane.
   *
   * @return completed after the commit, on the lane's thread, or with {@link Refused}; what the
   *     command announced has been announced by then
   * @throws Refused {@code unavailable} if the lane is full; nothing was accepted then
   */
  public <R> CompletableFuture<R> submit(Write<R> write) {
    return submit(write, Acknowledgement.none());
  }

  /**
   * The same, with an answer that goes out before the command's announcements do: the sender's own
   * acknowledgement comes before the event.
   */
  public <R> CompletableFuture<R> submit(Write<R> write, Acknowledgement<R> answer) {
    Lane.Item<R> item = new Lane.Item<>(write, answer, new CompletableFuture<>());
    Lane lane = lanes[(int) Math.floorMod(write.conversationId(), (long) lanes.length)];
    if (!lane.offer(item)) {
      throw Refused.later(ErrorCode.UNAVAILABLE, "too much is waiting to be stored", 1000);
    }
    return item.done();
  }
}
