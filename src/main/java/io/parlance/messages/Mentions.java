package io.parlance.messages;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whom a message names: people of its conversation, by username, resolved when it is stored. */
@ApplicationScoped
public class Mentions {

  /** Finds who is named and keeps it. */
  public List<Long> add(Ledger ledger, Message message) {
    List<Long> named = find(ledger, message);
    named.forEach(userId -> ledger.em().persist(new Mention(message, userId)));
    return named;
  }

  /** The message says something else now. */
  public List<Long> replace(Ledger ledger, Message message) {
    List<Long> named = find(ledger, message);
    EntityManager em = ledger.em();
    List<Mention> before =
        em.createQuery("select m from Mention m where m.messageId = :id", Mention.class)
            .setParameter("id", message.id())
            .getResultList();
    List<Long> kept = new ArrayList<>();
    for (Mention mention : before) {
      if (named.contains(mention.userId())) {
        kept.add(mention.userId());
      } else {
        em.remove(mention);
      }
    }
    named.stream()
        .filter(id -> !kept.contains(id))
        .forEach(id -> em.persist(new Mention(message, id)));
    em.flush();
    return named;
  }

  private static List<Long> find(Ledger ledger, Message message) {
    Set<String> names = Content.names(message.content());
    if (names.isEmpty()) {
      return List.of();
    }
    return ledger
        .em()
        .createQuery(
            "select p.id from Person p, Participant q where q.conversationId = :conversation"
                + " and q.userId = p.id and p.username in :names order by p.id",
            Long.class)
        .setParameter("conversation", message.conversationId())
        .setParameter("names", names)
        .getResultList();
  }
}
