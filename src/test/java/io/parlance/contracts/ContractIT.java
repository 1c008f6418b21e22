package io.parlance.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Answer;
import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Rest;
import io.parlance.testkit.Tokens;
import io.parlance.testkit.Unique;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Everything that the contracts promise is really said, in the words of the contracts.
 *
 * <p>The test kit holds each answer and each frame against its schema. Here is what is left: that
 * nothing of the contracts stays unsaid.
 */
class ContractIT {
  private static final String THUMB = "\uD83D\uDC4D";

  /** Said by another test alone, at the end of a token or without an issuer; or only planned. */
  private static final Set<String> ELSEWHERE =
      Set.of("token_expiring", "server_notice", "POST /v1/auth/sign-in", "POST /v1/auth/refresh");

  private Person alice;
  private Person bob;
  private Person carol;

  @BeforeEach
  void three() {
    alice = People.named("alice");
    bob = People.named("bob");
    carol = People.named("carol");
  }

  private static Json channels(long channel) {
    return Json.array(Json.object("channel_id", channel, "after_seq", 0));
  }

  @Test
  void everyOperationAnswersInItsWords() {
    Set<String> asked = new TreeSet<>();
    Caller her = new Caller(alice.rest(), asked);
    Caller his = new Caller(bob.rest(), asked);
    Caller nobody = new Caller(Rest.anonymous(), asked);

    her.conversations(his);
    her.messages(his);
    her.people(bob);
    new Caller(People.withRole("shop", "publisher").rest(), asked).topics();
    nobody.doors();

    Set<String> promised =
        AuthorizationIT.served()
            .map(Operation::toString)
            .filter(Predicate.not(ELSEWHERE::contains))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(asked).containsExactlyInAnyOrderElementsOf(promised);
  }

  /** Asks, and notes what was asked. */
  private final class Caller {
    private final Rest rest;
    private final Set<String> asked;

    Caller(Rest rest, Set<String> asked) {
      this.rest = rest;
      this.asked = asked;
    }

    Answer ask(String method, String path, Object... fields) {
      Json body = fields.length == 0 ? null : Json.object(fields);
      Answer answer = rest.send(method, path, body);
      Contract.checkAnswer(method, path, answer.status(), answer.body());
      assertThat(answer.status()).as(answer.request() + ": " + answer.body()).isLessThan(300);
      asked.add(Operation.of(method, path).toString());
      return answer;
    }

    void conversations(Caller other) {
      String all = "/v1/messaging/conversations";
      ask("POST", all, "kind", "direct", "participant_ids", Json.array(bob.id()));
      String name = Unique.text("public ");
      Answer made = ask("POST", all, "kind", "public", "name", name, "topic", "All of it");
      String one = all + "/" + made.data().number("id");
      other.ask("GET", one);
      other.ask("GET", "/v1/messaging/channels?q=" + Rest.encode(name));
      other.ask("POST", one + "/participants", "user_id", "me");
      ask("POST", one + "/participants", "user_id", carol.id(), "role", "moderator");
      ask("GET", one + "/participants?limit=1");
      ask("PATCH", one + "/participants/" + bob.id(), "role", "moderator");
      ask("PATCH", one, "topic", "Less");
      ask("POST", one + "/messages", "content", "@" + bob.username() + " hello");
      other.ask("GET", all + "?limit=1");
      other.ask("GET", all + "?skip=1&limit=1");
      other.ask("POST", one + "/read", "seq", 1);
      other.ask("DELETE", one + "/participants/me");
      ask("DELETE", one);
    }

    void messages(Caller other) {
      long channel = alice.startsPrivate(bob);
      String all = Person.messages(channel);
      String mark = Unique.text("c-");
      String id = ask("POST", all, "content", "one", "client_id", mark).data().text("id");
      Answer again = ask("POST", all, "content", "one", "client_id", mark);
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.data().flag("duplicate")).isTrue();
      other.ask("POST", all, "content", "two", "reply_to_id", id);
      String message = Person.message(id);
      other.ask("PUT", message + "/reactions/" + Rest.encode(THUMB));
      ask("GET", message);
      ask("GET", message + "/replies");
      ask("PATCH", message, "content", "one, better");
      for (String position : new String[] {"", "before_seq=3&", "after_seq=1&", "around_seq=2&"}) {
        ask("GET", all + "?" + position + "limit=1");
      }
      ask("GET", Person.conversation(channel) + "/changes?after_seq=0&limit=2");
      ask("POST", "/v1/messaging/changes", "channels", channels(channel), "wait", 1);
      ask("POST", "/v1/messaging/changes", "channels", Json.array());
      other.ask("DELETE", message + "/reactions/" + Rest.encode(THUMB));
      ask("DELETE", message);
      ask("GET", Person.conversation(channel) + "/changes");
      ask("GET", Person.conversation(channel));
    }

    void people(Person other) {
      ask("GET", "/v1/me");
      ask("PATCH", "/v1/me", "name", "Alice L.");
      ask("PUT", "/v1/me/status", "status", "busy");
      ask("GET", "/v1/users?q=" + other.username());
      ask("GET", "/v1/users/" + other.id());
      try (ChatClient open = alice.chat()) {
        ask("GET", "/v1/messaging/online-users");
        open.settle();
      }
      ask("POST", "/v1/auth/tickets");
    }

    void topics() {
      String topic = "/v1/topics/list:" + alice.id();
      Json data = Json.object("entity_id", "456", "payload", Json.object());
      ask("POST", topic + "/events", "event", "ADDED", "data", data);
      ask("GET", topic + "/events");
      ask("GET", topic + "/presence");
    }

    void doors() {
      ask("GET", "/v1/auth/config");
      ask("GET", "/openapi");
      ask("GET", "/asyncapi.yaml");
      ask("GET", "/health");
      ask("GET", "/health/live");
      ask("GET", "/health/ready");
      Answer keys = rest.get("/.well-known/jwks.json");
      Contract.checkAnswer("GET", "/.well-known/jwks.json", keys.status(), keys.body());
      asked.add("GET /.well-known/jwks.json");
    }
  }

  @Test
  void everyFrameIsSaidInItsWords() {
    long channel = alice.startsPrivate(bob);
    try (ChatClient hers = alice.chat();
        ChatClient his = bob.chat()) {
      commands(channel, hers, his);
      events(channel, hers, his);
      hers.settle();
      his.settle();

      Set<String> said = new TreeSet<>();
      for (ChatClient client : Set.of(hers, his)) {
        client.texts().forEach(Contract::checkFrame);
        client.frames().forEach(frame -> said.add(frame.text("type")));
      }
      Set<String> promised = new TreeSet<>(Contract.frameTypes());
      promised.removeAll(ELSEWHERE);
      assertThat(said).containsAll(promised);
    }
  }

  private void commands(long channel, ChatClient hers, ChatClient his) {
    hers.ask("join", "room_id", "" + channel);
    hers.ask("join_channel", "channel_id", channel);
    hers.ask("join_channel", "channel_id", 987_654_321_987L);
    hers.ask("join_channel", "channel_id", "general");
    hers.ask("get_room_list");
    hers.ask("get_messages", "channel_id", channel, "limit", 10);
    hers.ask("get_online_users");
    hers.ask("get_online_users", "channel_id", channel);
    hers.ask(
        "authenticate", "token", Tokens.mint(Tokens.ending(alice.claims(), Duration.ofHours(1))));
    hers.ask("leave_channel", "channel_id", channel);
    hers.ask("resume", "channels", channels(channel));
    hers.ask("bang");
    his.join(channel);
  }

  private void events(long channel, ChatClient hers, ChatClient his) {
    String one = hers.say(channel, "@" + bob.username() + " one").text("message_id");
    his.ask("message", "channel_id", channel, "content", "two", "reply_to", one);
    his.ask("react", "message_id", one, "emoji", THUMB);
    his.ask("unreact", "message_id", one, "emoji", THUMB);
    hers.ask("edit_message", "message_id", one, "content", "one, better");
    his.ask("mark_read", "channel_id", channel, "seq", 5);
    his.send("typing", "channel_id", channel, "is_typing", true);
    hers.await("user_typing");
    his.send("status_update", "status", "away");
    hers.await("user_status");
    hers.await("read_receipt");
    hers.ask("get_messages", "channel_id", channel);
    hers.ask("delete_message", "message_id", one);
    hers.ask("get_room_list");
    alice.rest().post(Person.participants(channel), "user_id", carol.id());
    his.await("member_joined");
    carol.rest().delete(Person.participants(channel) + "/me");
    his.await("member_left");
    alice.rest().patch(Person.conversation(channel), "topic", "Something else");
    his.await("channel_updated");
    long second = bob.startsPrivate(alice);
    hers.await("channel_created");
    bob.rest().delete(Person.conversation(second));
    hers.await("channel_deleted");
  }
}
