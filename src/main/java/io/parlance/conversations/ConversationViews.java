package io.parlance.conversations;

import io.parlance.people.Directory;
import io.parlance.presence.Presence;
import io.parlance.protocol.ConversationView;
import io.parlance.protocol.ConversationView.ParticipantView;
import io.parlance.protocol.MessageView;
import io.parlance.protocol.MessageView.Sender;
import io.parlance.storage.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Conversations as one person sees them: a page of them takes a fixed number of queries. */
@ApplicationScoped
public class ConversationViews {
  /** How many participants a conversation's view names. */
  private static final int NAMED = 8;

  /** Up to that many participants are read for many conversations at once. */
  private static final int SMALL = 32;

  @PersistenceContext private EntityManager em;
  @Inject private Jdbc jdbc;
  @Inject private ConversationRows rows;
  @Inject private Directory directory;
  @Inject private Presence presence;
  @Inject private LastMessages lastMessages;

  /**
   * These conversations, in this order, as that person sees them: of one that the person is not in,
   * neither who is nor what was said last.
   */
  public List<ConversationView> of(List<Conversation> conversations, long userId) {
    if (conversations.isEmpty()) {
      return List.of();
    }
    List<Long> ids = conversations.stream().map(Conversation::id).toList();
    Map<Long, Participant> own = own(ids, userId);
    Map<Long, Long> mentions = mentions(ids, userId);
    List<Conversation> joined =
        conversations.stream().filter(c -> own.containsKey(c.id())).toList();
    Map<Long, List<Participant>> named = named(joined);
    Map<Long, Sender> people =
        directory.of(
            named.values().stream().flatMap(List::stream).map(Participant::userId).toList());
    Map<UUID, MessageView> last =
        lastMessages.byId(
            joined.stream().map(Conversation::lastMessageId).filter(Objects::nonNull).toList());
    return conversations.stream()
        .map(
            c ->
                view(
                    c,
                    own.get(c.id()),
                    mentions.getOrDefault(c.id(), 0L),
                    views(named.getOrDefault(c.id(), List.of()), people),
                    last.get(c.lastMessageId())))
        .toList();
  }

  public ConversationView of(Conversation conversation, long userId) {
    return of(List.of(conversation), userId).get(0);
  }

  /** One conversation as everybody in it who may be there sees it: by person. */
  public Map<Long, ConversationView> toEach(Conversation conversation) {
    List<Participant> all =
        em.createQuery(
                "select p from Participant p where p.conversationId = :id order by p.userId",
                Participant.class)
            .setParameter("id", conversation.id())
            .getResultList();
    Map<Long, Long> mentions = new HashMap<>();
    jdbc.rows(
        "select m.user_id, count(*) from mentions m, conversation_participants p"
            + " where m.conversation_id = ? and p.user_id = m.user_id"
            + " and p.conversation_id = m.conversation_id and m.seq > p.read_seq"
            + " group by m.user_id",
        row -> mentions.put(row.getLong(1), row.getLong(2)),
        conversation.id());
    List<ParticipantView> named = participants(all.stream().limit(NAMED).toList());
    UUID lastId = conversation.lastMessageId();
    MessageView last = lastId == null ? null : lastMessages.byId(List.of(lastId)).get(lastId);
    Map<Long, ConversationView> views = new HashMap<>();
    for (Participant own : all) {
      long mentioned = mentions.getOrDefault(own.userId(), 0L);
      views.put(own.userId(), view(conversation, own, mentioned, named, last));
    }
    return views;
  }

  private static ConversationView view(
      Conversation c,
      Participant own,
      long mentions,
      List<ParticipantView> named,
      MessageView last) {
    return new ConversationView(
        c.id(),
        c.kind().wireName(),
        c.name(),
        c.topic(),
        c.ownerId(),
        c.createdAt(),
        c.updatedAt(),
        c.lastActivityAt(),
        c.lastSeq(),
        c.participantCount(),
        named,
        own == null ? null : own.role().wireName(),
        own == null ? 0 : own.readSeq(),
        own == null ? 0 : own.unread(c.messageCount()),
        mentions,
        last,
        false);
  }

  /** Participants as clients see them, in this order. */
  public List<ParticipantView> participants(List<Participant> participants) {
    return views(
        participants, directory.of(participants.stream().map(Participant::userId).toList()));
  }

  private List<ParticipantView> views(List<Participant> participants, Map<Long, Sender> people) {
    return participants.stream()
        .map(
            p -> {
              Sender person = people.get(p.userId());
              return new ParticipantView(
                  p.userId(),
                  person.username(),
                  person.name(),
                  p.role().wireName(),
                  p.joinedAt(),
                  p.readSeq(),
                  presence.status(p.userId()));
            })
        .toList();
  }

  private Map<Long, Participant> own(List<Long> ids, long userId) {
    Map<Long, Participant> own = new HashMap<>();
    rows.participants(ids.stream().map(id -> Participant.key(id, userId)).toList())
        .forEach(p -> own.put(p.conversationId(), p));
    return own;
  }

  /** How often the person is named beyond what was read; sparse, so counting them is cheap. */
  private Map<Long, Long> mentions(Collection<Long> ids, long userId) {
    Map<Long, Long> mentions = new HashMap<>();
    jdbc.rows(
        "select m.conversation_id, count(*) from mentions m, conversation_participants p"
            + " where m.user_id = ? and m.conversation_id = any(?) and p.user_id = m.user_id"
            + " and p.conversation_id = m.conversation_id and m.seq > p.read_seq"
            + " group by m.conversation_id",
        row -> mentions.put(row.getLong(1), row.getLong(2)),
        userId,
        ids.toArray(Long[]::new));
    return mentions;
  }

  private Map<Long, List<Participant>> named(List<Conversation> conversations) {
    Map<Long, List<Participant>> named = new HashMap<>();
    List<Long> small = new ArrayList<>();
    for (Conversation c : conversations) {
      if (c.participantCount() <= SMALL) {
        small.add(c.id());
      } else {
        named.put(c.id(), first(List.of(c.id()), NAMED));
      }
    }
    if (!small.isEmpty()) {
      for (Participant p : first(small, small.size() * SMALL)) {
        List<Participant> of = named.computeIfAbsent(p.conversationId(), id -> new ArrayList<>());
        if (of.size() < NAMED) {
          of.add(p);
        }
      }
    }
    return named;
  }

  private List<Participant> first(List<Long> ids, int most) {
    return jdbc.rows(
        "select "
            + Participant.COLUMNS
            + " from conversation_participants where conversation_id = any(?)"
            + " order by conversation_id, user_id fetch first ? rows only",
        Participant::of,
        (Object) ids.toArray(Long[]::new),
        most);
  }
}
