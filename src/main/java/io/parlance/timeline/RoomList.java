package io.parlance.timeline;

import io.parlance.conversations.Conversation;
import io.parlance.conversations.ConversationViews;
import io.parlance.protocol.ConversationView;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Lists of conversations: the caller's own, and the channels to join. Within a transaction. */
@ApplicationScoped
public class RoomList {
  @PersistenceContext private EntityManager em;
  @Inject private ConversationViews views;

  /**
   * One page.
   *
   * @param nextCursor where the next one starts; null on the last one
   */
  public record Page(List<ConversationView> rooms, String nextCursor) {}

  /** The conversation after which a page starts. */
  private record Cursor(Instant lastActivityAt, long id) {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    static Cursor of(Conversation last) {
      return new Cursor(last.lastActivityAt(), last.id());
    }

    static Cursor read(String text) {
      try {
        String[] parts =
            new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII)
                .split(" ", 2);
        Instant at = Instant.parse(parts[0]);
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
          throw new DateTimeException("no conversation is of that time");
        }
        return new Cursor(at, Long.parseLong(parts[1]));
      } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
        throw Refused.invalid("cursor", "is none of ours");
      }
    }

    String write() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((lastActivityAt + " " + id).getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** The caller's conversations, last activity first. */
  public Page of(Caller caller, int skip, String cursor, int limit) {
    Cursor after = cursor == null ? null : Cursor.read(cursor);
    TypedQuery<Conversation> query =
        em.createQuery(
            "select c from Participant p, Conversation c"
                + " where p.userId = :user and c.id = p.conversationId and c.deletedAt is null"
                + (after == null
                    ? ""
                    : " and (c.lastActivityAt < :at or (c.lastActivityAt = :at and c.id < :id))")
                + " order by c.lastActivityAt desc, c.id desc",
            Conversation.class);
    query.setParameter("user", caller.userId());
    if (after != null) {
      query.setParameter("at", after.lastActivityAt()).setParameter("id", after.id());
    }
    List<Conversation> found = query.setFirstResult(skip).setMaxResults(limit + 1).getResultList();
    boolean hasMore = found.size() > limit;
    List<Conversation> page = hasMore ? found.subList(0, limit) : found;
    String next = hasMore ? Cursor.of(page.get(limit - 1)).write() : null;
    return new Page(views.of(page, caller.userId()), next);
  }

  /** Public channels whose name has that text in it, by name; those after that offset. */
  public List<ConversationView> channels(Caller caller, String text, int skip, int limit) {
    String pattern = "%" + text.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
    List<Conversation> found =
        em.createQuery(
                "select c from Conversation c where c.kind = :kind and c.deletedAt is null"
                    + " and lower(c.name) like :pattern escape '!' order by c.name, c.id",
                Conversation.class)
            .setParameter("kind", io.parlance.conversations.Kind.PUBLIC)
            .setParameter("pattern", pattern)
            .setFirstResult(skip)
            .setMaxResults(limit)
            .getResultList();
    return views.of(found, caller.userId());
  }
}
