package io.parlance.timeline;

import io.parlance.conversations.Conversations;
import io.parlance.messages.Changes;
import io.parlance.messages.Earlier;
import io.parlance.messages.Message;
import io.parlance.messages.Views;
import io.parlance.protocol.Command.Position;
import io.parlance.protocol.MessageView;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import io.parlance.storage.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Reading messages: pages of history, changes since a position, threads. By keyset on an index, so
 * a page costs the same at any depth. Called within a transaction.
 *
 * <p>Each order names all columns of its index, those that are fixed as well: H2 reads and sorts
 * the whole rest of a conversation otherwise.
 */
@ApplicationScoped
public class History {
  @PersistenceContext private EntityManager em;
  @Inject private Conversations conversations;
  @Inject private Views views;
  @Inject private Earlier earlier;
  @Inject private Changes changes;
  @Inject private Jdbc jdbc;

  /**
   * A page in ascending order.
   *
   * @param hasMore whether there is more in the direction that was read
   */
  public record Page(long channelId, List<MessageView> messages, boolean hasMore) {}

  /**
   * A page of what changed.
   *
   * @param parents what its replies answer, as that is now: no reply changes its parent's own place
   */
  public record ChangesPage(Page page, Map<UUID, MessageView.Parent> parents) {}

  /** A page of a conversation's history: protocol.md, section 5; positions are exclusive. */
  public Page page(Caller caller, Position at) {
    conversations.membership(caller, at.channelId());
    long id = at.channelId();
    if (at.aroundSeq() != null) {
      return around(id, at.aroundSeq(), at.limit());
    }
    if (at.afterSeq() != null) {
      List<Message> found = after(id, at.afterSeq(), at.limit() + 1);
      return page(id, cut(found, at.limit()), found.size() > at.limit());
    }
    long end = conversations.known(id).lastSeq() + 1;
    long before = at.beforeSeq() == null ? end : Math.min(at.beforeSeq(), end);
    List<Message> found = earlier.before(id, before, at.limit() + 1);
    List<Message> latest = new ArrayList<>(cut(found, at.limit()));
    Collections.reverse(latest);
    return page(id, latest, found.size() > at.limit());
  }

  /** The half before it, and it with what follows. */
  private Page around(long id, long seq, int limit) {
    long end = conversations.known(id).lastSeq() + 1;
    List<Message> older = new ArrayList<>(earlier.before(id, Math.min(seq, end), limit / 2));
    Collections.reverse(older);
    List<Message> newer = after(id, seq - 1, limit - older.size() + 1);
    boolean hasMore = newer.size() > limit - older.size();
    older.addAll(cut(newer, limit - older.size()));
    return page(id, older, hasMore);
  }

  private Page page(long id, List<Message> messages, boolean hasMore) {
    return new Page(id, views.of(messages), hasMore);
  }

  /** What was created, edited, deleted or reacted to after that change, as it is now. */
  public ChangesPage changes(Caller caller, long id, long afterSeq, int limit) {
    conversations.membership(caller, id);
    return changes(id, afterSeq, limit);
  }

  /** The same for the server itself, which needs no membership. */
  public ChangesPage changes(long id, long afterSeq, int limit) {
    Changes.Part found = changes.after(id, afterSeq, limit);
    return new ChangesPage(page(id, found.messages(), found.hasMore()), parents(found.messages()));
  }

  private Map<UUID, MessageView.Parent> parents(List<Message> messages) {
    List<UUID> ids =
        messages.stream().map(Message::parentId).filter(Objects::nonNull).distinct().toList();
    Map<UUID, MessageView.Parent> parents = new HashMap<>();
    Message.byId(jdbc, ids).forEach(m -> parents.put(m.id(), m.asParent()));
    return parents;
  }

  /** One message, if the caller may see it. */
  public MessageView message(Caller caller, UUID messageId) {
    return views.of(visible(caller, messageId));
  }

  /** The answers to a message, in ascending order, after that change. */
  public Page replies(Caller caller, UUID messageId, long afterSeq, int limit) {
    Message parent = visible(caller, messageId);
    List<Message> found =
        Message.select(
            jdbc,
            "from (select m.* from message_replies r join messages m on m.id = r.message_id"
                + " where r.parent_id = ? and r.seq > ?"
                + " order by r.parent_id, r.seq fetch first ? rows only) answers order by seq",
            messageId,
            afterSeq,
            limit + 1);
    return page(parent.conversationId(), cut(found, limit), found.size() > limit);
  }

  private Message visible(Caller caller, UUID messageId) {
    Message message = em.find(Message.class, messageId);
    if (message == null) {
      throw Refused.notFound();
    }
    conversations.membership(caller, message.conversationId());
    return message;
  }

  private List<Message> after(long id, long seq, int limit) {
    return em.createQuery(
            "select m from Message m where m.conversationId = :conversation and m.seq > :seq"
                + " order by m.conversationId, m.seq",
            Message.class)
        .setParameter("conversation", id)
        .setParameter("seq", seq)
        .setMaxResults(limit)
        .getResultList();
  }

  private static <T> List<T> cut(List<T> found, int limit) {
    return found.size() > limit ? found.subList(0, limit) : found;
  }
}
