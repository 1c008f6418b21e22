package io.parlance.conversations;

import io.parlance.delivery.FanOut;
import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.people.Person;
import io.parlance.protocol.ConversationView.ParticipantView;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Event;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import io.parlance.storage.AfterCommit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Who is in a conversation and in which role. Called within a transaction. */
@ApplicationScoped
public class Participants {
  @PersistenceContext private EntityManager em;
  @Inject private Conversations conversations;
  @Inject private ConversationViews views;
  @Inject private FanOut fanOut;
  @Inject private AfterCommit afterCommit;
  @Inject private Limits limits;

  /** Who is in now, and whether that is new. */
  public record Added(ParticipantView member, boolean isNew) {}

  /** Those after that user id, in the order of their ids. */
  public List<ParticipantView> list(Caller caller, long id, long afterUserId, int limit) {
    conversations.membership(caller, id);
    return views.participants(
        em.createQuery(
                "select p from Participant p where p.conversationId = :id and p.userId > :after"
                    + " order by p.userId",
                Participant.class)
            .setParameter("id", id)
            .setParameter("after", afterUserId)
            .setMaxResults(limit)
            .getResultList());
  }

  /** Brings somebody in, or joins a public channel oneself. Who is in already stays as is. */
  public Added add(Caller caller, long id, long userId, Role role) {
    boolean joinsItself = userId == caller.userId();
    Conversation conversation = conversations.visible(caller, id);
    Participant self = conversations.participant(caller.userId(), id);
    if (joinsItself && self != null) {
      return new Added(views.participants(List.of(self)).get(0), false);
    }
    mayAdd(conversation, self, joinsItself, role);
    conversation = conversations.locked(id);
    self = conversations.placeNow(caller, id);
    mayAdd(conversation, self, joinsItself, role);
    Participant there = conversations.participant(userId, id);
    if (there != null) {
      return new Added(views.participants(List.of(there)).get(0), false);
    }
    Person person = conversations.person(userId);
    if (person == null || person.suspended()) {
      throw Refused.invalid("user_id", "names somebody who is not here");
    }
    if (conversation.participantCount() >= limits.value(Limit.PARTICIPANTS)) {
      throw new Refused(ErrorCode.CONFLICT, "the conversation is full");
    }
    Participant added = new Participant(conversation, userId, role, conversations.now());
    em.persist(added);
    conversation.count(1);
    if (role == Role.OWNER) {
      handOver(conversation, self, userId);
    }
    em.flush();
    tellAdded(conversation, added);
    if (role == Role.OWNER) {
      conversations.tellEach(conversation, Event.ChannelUpdated::new);
    }
    return new Added(views.participants(List.of(added)).get(0), true);
  }

  private static void mayAdd(
      Conversation conversation, Participant self, boolean joinsItself, Role role) {
    if (conversation.kind() == Kind.DIRECT) {
      throw Refused.denied("a direct conversation is between two");
    }
    if (role != Role.MEMBER && (self == null || !isOwner(self))) {
      throw Refused.denied("only its owner may give roles");
    }
    boolean joins = joinsItself && conversation.kind() == Kind.PUBLIC;
    if (!joins && (self == null || !self.role().moderates())) {
      throw Refused.denied("only its owner or a moderator may bring people in");
    }
  }

  private static boolean isOwner(Participant participant) {
    return participant.role() == Role.OWNER;
  }

  private void tellAdded(Conversation conversation, Participant added) {
    List<Long> members = conversations.participantIds(conversation.id());
    Event joined =
        new Event.MemberJoined(conversation.id(), added.userId(), added.role().wireName());
    Event created = new Event.ChannelCreated(views.of(conversation, added.userId()));
    afterCommit.run(
        () -> {
          fanOut.tellUsers(List.of(added.userId()), created);
          fanOut.tellUsers(members, joined);
        });
  }

  /** Gives somebody another role. Making somebody the owner makes the owner a moderator. */
  public ParticipantView change(Caller caller, long id, long userId, Role role) {
    Conversation conversation = conversations.lockedByMember(caller, id);
    Participant self = conversations.participant(caller.userId(), id);
    if (conversation.kind() == Kind.DIRECT || !isOwner(self)) {
      throw Refused.denied("only its owner may give roles");
    }
    Participant other = conversations.participant(userId, id);
    if (other == null) {
      throw Refused.notFound();
    }
    if (other == self && role != Role.OWNER) {
      throw new Refused(ErrorCode.CONFLICT, "make somebody else the owner first");
    }
    other.become(role);
    if (role == Role.OWNER && other != self) {
      handOver(conversation, self, userId);
    }
    em.flush();
    conversations.tellEach(conversation, Event.ChannelUpdated::new);
    return views.participants(List.of(other)).get(0);
  }

  private static void handOver(Conversation conversation, Participant before, long userId) {
    before.become(Role.MODERATOR);
    conversation.own(userId);
  }

  /** Takes somebody out, or leaves. The last one out closes it. */
  public void remove(Caller caller, long id, long userId) {
    Conversation conversation = conversations.lockedByMember(caller, id);
    Participant self = conversations.participant(caller.userId(), id);
    Participant gone = conversations.participant(userId, id);
    if (conversation.kind() == Kind.DIRECT) {
      throw Refused.denied("a direct conversation is between two");
    }
    if (gone == null) {
      throw Refused.notFound();
    }
    boolean leaves = userId == caller.userId();
    if (!leaves && (!self.role().moderates() || isOwner(gone))) {
      throw Refused.denied("only its owner or a moderator may take people out");
    }
    List<Long> told = conversations.participantIds(id);
    em.remove(gone);
    conversation.count(-1);
    em.flush();
    if (isOwner(gone)) {
      passOn(conversation);
    }
    afterCommit.run(
        () -> {
          fanOut.tellUsers(told, new Event.MemberLeft(id, userId));
          fanOut.expel(id, userId);
        });
  }

  /** To the moderator, else the member, who has been in it longest. */
  private void passOn(Conversation conversation) {
    List<Participant> left =
        em.createQuery(
                "select p from Participant p where p.conversationId = :id"
                    + " order by case when p.role = :moderator then 0 else 1 end, p.joinedAt,"
                    + " p.userId",
                Participant.class)
            .setParameter("id", conversation.id())
            .setParameter("moderator", Role.MODERATOR)
            .setMaxResults(1)
            .getResultList();
    if (left.isEmpty()) {
      conversation.delete(conversations.now());
    } else {
      left.get(0).become(Role.OWNER);
      conversation.own(left.get(0).userId());
      em.flush();
      conversations.tellEach(conversation, Event.ChannelUpdated::new);
    }
  }
}
