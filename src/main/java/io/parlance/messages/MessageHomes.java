package io.parlance.messages;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parlance.protocol.Refused;
import io.parlance.storage.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** In which conversation a message is: a command that names only the message needs its lane. */
@ApplicationScoped
public class MessageHomes {
  @PersistenceContext private EntityManager em;
  @Inject private Workers workers;

  // A message never moves; written by whoever looks one up, bounded.
  private final Cache<UUID, Long> homes = Caffeine.newBuilder().maximumSize(100_000).build();

  /** The conversation's id; completed with {@code not_found} where there is no such message. */
  public CompletableFuture<Long> of(UUID messageId) {
    Long home = homes.getIfPresent(messageId);
    return home != null
        ? CompletableFuture.completedFuture(home)
        : workers.call(() -> find(messageId));
  }

  private Long find(UUID messageId) {
    List<Long> found =
        em.createQuery("select m.conversationId from Message m where m.id = :id", Long.class)
            .setParameter("id", messageId)
            .getResultList();
    if (found.isEmpty()) {
      throw Refused.notFound();
    }
    homes.put(messageId, found.get(0));
    return found.get(0);
  }
}
