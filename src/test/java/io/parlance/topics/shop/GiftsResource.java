package io.parlance.topics.shop;

import io.parlance.storage.Database;
import io.parlance.topics.TopicPublisher;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Keeps gifts in a table of its own, and publishes in the same transaction. */
@Path("/shop/{topic}/{id}")
@RequestScoped
public class GiftsResource {
  @Inject private TopicPublisher publisher;
  @Inject private Database database;
  @Resource private TransactionSynchronizationRegistry registry;

  /**
   * Adds a gift.
   *
   * @param fate what becomes of it: {@code commit}, {@code rollback}, {@code crash} right after the
   *     commit, {@code bad} for an event that cannot be published, or {@code error} for one that
   *     the heap has no room for
   */
  @POST
  @Transactional(rollbackOn = IllegalStateException.class)
  public Response add(
      @PathParam("topic") String topic, @PathParam("id") String id, @QueryParam("fate") String fate)
      throws SQLException {
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("update people set name = name where id = 0");
    }
    if ("crash".equals(fate)) {
      registry.registerInterposedSynchronization(new Crash());
    }
    publisher.publish(topic, "ADDED", id, Map.of("title", "A gift"));
    publisher.publish(topic, "ASSIGNED", id, "{\"to\":\"bob\"}", "77");
    if ("bad".equals(fate)) {
      publisher.publish("secrets:1", "ADDED", id, null);
    }
    if ("error".equals(fate)) {
      throw new OutOfMemoryError("a test's");
    }
    if ("rollback".equals(fate)) {
      registry.setRollbackOnly();
    }
    return Response.noContent().build();
  }

  private static final class Crash implements Synchronization {
    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        Runtime.getRuntime().halt(9);
      }
    }
  }
}
