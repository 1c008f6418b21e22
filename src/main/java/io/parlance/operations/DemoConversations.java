package io.parlance.operations;

import io.parlance.conversations.Conversations;
import io.parlance.conversations.Conversations.Draft;
import io.parlance.conversations.Kind;
import io.parlance.messages.Acknowledgement;
import io.parlance.messages.Messages;
import io.parlance.people.People;
import io.parlance.protocol.Command;
import io.parlance.protocol.ConversationView;
import io.parlance.security.Caller;
import io.parlance.security.Demo;
import io.parlance.security.LocalAccounts;
import io.parlance.storage.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A few conversations for the demo people, made through the rooms like any others. */
@ApplicationScoped
public class DemoConversations {
  @PersistenceContext private EntityManager em;
  @Inject private Conversations conversations;
  @Inject private Messages messages;
  @Inject private LocalAccounts accounts;
  @Inject private People people;
  @Inject private Workers workers;

  /** Does nothing without {@code parlance.demo}, or where somebody has talked already. */
  public void makeOnce() {
    if (!Demo.isOn() || workers.inTransaction(this::hasAny)) {
      return;
    }
    Map<String, Caller> all = new LinkedHashMap<>();
    Demo.PEOPLE.forEach(name -> all.put(name, people.signIn(accounts.demoToken(name))));
    Caller alice = all.get("alice");
    Caller bob = all.get("bob");
    Caller carol = all.get("carol");
    List<Long> everybody = all.values().stream().map(Caller::userId).toList();

    long general = make(alice, new Draft(Kind.PUBLIC, "general", "For everybody", everybody));
    say(alice, general, "Welcome to Parlance. Sign in as somebody else in another window.");
    say(bob, general, "Hello @alice. It arrives without a reload.");
    make(carol, new Draft(Kind.PUBLIC, "lunch", "Where and when", List.of()));
    long launch =
        make(
            bob,
            new Draft(
                Kind.PRIVATE,
                "launch",
                "Only those who were asked",
                List.of(alice.userId(), carol.userId())));
    say(bob, launch, "This one is private: dave does not know that it is here.");
    long direct = make(alice, new Draft(Kind.DIRECT, null, null, List.of(bob.userId())));
    say(bob, direct, "And this one is between the two of us.");
  }

  private boolean hasAny() {
    return em.createQuery("select count(c) from Conversation c", Long.class).getSingleResult() > 0;
  }

  private long make(Caller caller, Draft draft) {
    ConversationView made =
        workers.inTransaction(() -> conversations.create(caller, draft)).conversation();
    return made.id();
  }

  private void say(Caller caller, long conversation, String content) {
    messages
        .send(caller, new Command.Send(conversation, content, null, null), Acknowledgement.none())
        .join();
  }
}
