package io.parlance.timeline;

import io.parlance.conversations.Conversations;
import io.parlance.hub.Hub;
import io.parlance.presence.Presence;
import io.parlance.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who is online, of those whom the caller may know of. Called within a transaction. */
@ApplicationScoped
public class Online {
  @PersistenceContext private EntityManager em;
  @Inject private Conversations conversations;
  @Inject private Presence presence;
  @Inject private Hub hub;

  /** In a conversation of the caller's, or, where none is named, in any of them. */
  public List<Long> of(Caller caller, Long conversationId) {
    if (conversationId != null) {
      conversations.membership(caller, conversationId);
      return presence.online(conversations.participantIds(conversationId));
    }
    if (caller.is("admin")) {
      return presence.online();
    }
    Set<Long> known =
        new HashSet<>(
            em.createQuery(
                    "select distinct other.userId"
                        + " from Participant own, Participant other, Conversation c"
                        + " where own.userId = :user and c.id = own.conversationId"
                        + " and c.deletedAt is null and other.conversationId = c.id",
                    Long.class)
                .setParameter("user", caller.userId())
                .getResultList());
    known.add(caller.userId());
    known.retainAll(hub.connectedUsers());
    return presence.online(known);
  }
}
