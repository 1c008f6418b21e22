package io.parlance.conversations;

import io.parlance.delivery.FanOut;
import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.people.Person;
import io.parlance.protocol.ConversationView;
import io.parlance.protocol.Event;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import io.parlance.storage.AfterCommit;
import io.parlance.storage.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Making, changing and closing conversations. Called within a transaction; what it tells others, it
 * tells after the commit.
 */
@ApplicationScoped
public class Conversations {
  @PersistenceContext private EntityManager em;
  @Inject private Jdbc jdbc;
  @Inject private ConversationViews views;
  @Inject private FanOut fanOut;
  @Inject private AfterCommit afterCommit;
  @Inject private Limits limits;
  @Inject private Clock clock;

  /**
   * What somebody wants to make.
   *
   * @param participantIds the others; the maker is in it anyway
   */
  public record Draft(Kind kind, String name, String topic, List<Long> participantIds) {}

  /** The conversation that was made, or the direct one that there was before. */
  public record Made(ConversationView conversation, boolean isNew) {}

  /** Makes a conversation. A direct one between the same two is the same one. */
  public Made create(Caller caller, Draft draft) {
    Set<Long> others = new LinkedHashSet<>(draft.participantIds());
    others.remove(caller.userId());
    check(draft, others);
    if (draft.kind() == Kind.DIRECT) {
      Conversation before = direct(caller.userId(), others);
      if (before != null) {
        return new Made(views.of(before, caller.userId()), false);
      }
    }
    checkPresent(others);
    Conversation made = make(caller, draft, others);
    tellEach(made, Event.ChannelCreated::new);
    return new Made(views.of(made, caller.userId()), true);
  }

  private void check(Draft draft, Set<Long> others) {
    if (draft.kind() == Kind.DIRECT && others.size() != 1) {
      throw Refused.invalid("participant_ids", "must name exactly one other person");
    }
    if (draft.kind().isChannel() && draft.name() == null) {
      throw Refused.invalid("name", "is required for a channel");
    }
    if (others.size() >= limits.value(Limit.PARTICIPANTS)) {
      throw Refused.invalid("participant_ids", "has too many people");
    }
  }

  /** It can only begin with people who are here, and not suspended. */
  private void checkPresent(Set<Long> others) {
    long known =
        others.isEmpty()
            ? 0
            : em.createQuery(
                    "select count(p) from Person p where p.id in :ids and p.suspended = false",
                    Long.class)
                .setParameter("ids", others)
                .getSingleResult();
    if (known != others.size()) {
      throw Refused.invalid("participant_ids", "names somebody who is not here");
    }
  }

  private Conversation direct(long one, Set<Long> others) {
    return em
        .createQuery("select c from Conversation c where c.directKey = :key", Conversation.class)
        .setParameter("key", Conversation.directKey(one, others.iterator().next()))
        .getResultList()
        .stream()
        .findFirst()
        .orElse(null);
  }

  private Conversation make(Caller caller, Draft draft, Set<Long> others) {
    Instant now = now();
    boolean isDirect = draft.kind() == Kind.DIRECT;
    Conversation made =
        new Conversation(
            draft.kind(),
            isDirect ? null : draft.name(),
            blankToNull(draft.topic()),
            caller.userId(),
            now);
    if (isDirect) {
      made.between(caller.userId(), others.iterator().next());
    }
    em.persist(made);
    add(made, caller.userId(), isDirect ? Role.MEMBER : Role.OWNER);
    others.forEach(id -> add(made, id, Role.MEMBER));
    em.flush();
    return made;
  }

  private void add(Conversation conversation, long userId, Role role) {
    em.persist(new Participant(conversation, userId, role, now()));
    conversation.count(1);
  }

  /** One conversation; a public channel is seen by everybody who is signed in. */
  public ConversationView get(Caller caller, long id) {
    return views.of(visible(caller, id), caller.userId());
  }

  /** Renames it or says what it is about; null leaves as it is. */
  public ConversationView update(Caller caller, long id, String name, String topic) {
    Conversation conversation = moderated(caller, id);
    conversation.rename(
        name == null ? conversation.name() : name,
        topic == null ? conversation.topic() : blankToNull(topic),
        now());
    em.flush();
    tellEach(conversation, Event.ChannelUpdated::new);
    return views.of(conversation, caller.userId());
  }

  /** Closes it for everybody. */
  public void delete(Caller caller, long id) {
    Conversation conversation = moderated(caller, id);
    tellEach(conversation, Event.ChannelDeleted::new);
    conversation.delete(now());
    afterCommit.run(() -> fanOut.close(id));
  }

  /** The conversation, if the caller may see that it is there. */
  public Conversation visible(Caller caller, long id) {
    Conversation conversation = em.find(Conversation.class, id);
    if (conversation == null
        || conversation.deleted()
        || (conversation.kind() != Kind.PUBLIC && participant(caller.userId(), id) == null)) {
      throw Refused.notFound();
    }
    return conversation;
  }

  /** The caller's place in it. Refuses a stranger as if there were no such conversation. */
  public Participant membership(Caller caller, long id) {
    Participant participant = participant(caller.userId(), id);
    Conversation conversation = participant == null ? null : em.find(Conversation.class, id);
    if (conversation == null || conversation.deleted()) {
      throw Refused.notFound();
    }
    return participant;
  }

  /** One that is there, as it was when this transaction first asked for it. */
  public Conversation known(long id) {
    return em.find(Conversation.class, id);
  }

  private Conversation moderated(Caller caller, long id) {
    visible(caller, id);
    Conversation conversation = locked(id);
    Participant self = placeNow(caller, id);
    if (conversation.kind() == Kind.DIRECT || self == null || !self.role().moderates()) {
      throw Refused.denied("only its owner or a moderator may change a conversation");
    }
    return conversation;
  }

  /** The conversation, locked, for anybody who is in it still. */
  Conversation lockedByMember(Caller caller, long id) {
    membership(caller, id);
    Conversation conversation = locked(id);
    if (placeNow(caller, id) == null) {
      throw Refused.notFound();
    }
    return conversation;
  }

  /** What is read before the lock is had may no longer be so; null for one who is not in it. */
  Participant placeNow(Caller caller, long id) {
    Participant before = participant(caller.userId(), id);
    if (before != null) {
      em.detach(before);
    }
    return participant(caller.userId(), id);
  }

  /**
   * One that is there, locked, as it is now: it may have been closed while the lock was awaited.
   */
  Conversation locked(long id) {
    Conversation conversation = em.find(Conversation.class, id, LockModeType.PESSIMISTIC_WRITE);
    em.refresh(conversation, LockModeType.PESSIMISTIC_WRITE);
    if (conversation.deleted()) {
      throw Refused.notFound();
    }
    return conversation;
  }

  Participant participant(long userId, long id) {
    return em.find(Participant.class, Participant.key(id, userId));
  }

  /** The people in it, as the database has them: what is held back is not flushed before. */
  public List<Long> participantIds(long id) {
    return jdbc.rows(
        "select user_id from conversation_participants where conversation_id = ?",
        row -> row.getLong(1),
        id);
  }

  Person person(long userId) {
    return em.find(Person.class, userId);
  }

  /** Tells everybody in it, each as the conversation looks to that person. */
  void tellEach(Conversation conversation, Function<ConversationView, Event> event) {
    Map<Long, ConversationView> seen = views.toEach(conversation);
    afterCommit.run(
        () -> seen.forEach((userId, view) -> fanOut.tellUsers(List.of(userId), event.apply(view))));
  }

  Instant now() {
    return clock.instant();
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
