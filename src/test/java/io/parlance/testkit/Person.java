package io.parlance.testkit;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Somebody the server knows, with what they can do in a word or two. */
public record Person(URI base, Json claims, String token, long id, String username, String name) {
  private static final String CONVERSATIONS = "/v1/messaging/conversations";

  public Rest rest() {
    return Rest.as(base, token);
  }

  /** A socket at the chat door, greeted. */
  public ChatClient chat() {
    return ChatClient.at(base, ChatClient.CHAT).bearer(token).connect();
  }

  /** A socket at the chat door that has joined these conversations. */
  public ChatClient chatIn(long... channels) {
    ChatClient client = chat();
    for (long channel : channels) {
      client.join(channel);
    }
    return client;
  }

  /** Another token of the same person, with some claims changed. */
  public String token(Object... claimsAndValues) {
    return Tokens.mint(claims.with(claimsAndValues));
  }

  public long startsDirect(Person other) {
    return starts("direct", null, other);
  }

  public long startsGroup(Person... others) {
    return starts("group", Unique.text("group "), others);
  }

  public long startsPublic(Person... others) {
    return starts("public", Unique.text("public "), others);
  }

  public long startsPrivate(Person... others) {
    return starts("private", Unique.text("private "), others);
  }

  /** Starts a conversation of any kind and gives its id. */
  public long starts(String kind, String title, Person... others) {
    List<Long> ids = new ArrayList<>();
    for (Person other : others) {
      ids.add(other.id());
    }
    Json body = Json.object("kind", kind, "participant_ids", ids);
    if (title != null) {
      body = body.with("name", title);
    }
    return rest().send("POST", CONVERSATIONS, body).data().number("id");
  }

  /** Sends over REST and gives the message. */
  public Json posts(long channel, String content) {
    return rest()
        .post(messages(channel), "content", content, "client_id", Unique.text("c-"))
        .expect(201)
        .data();
  }

  /** A message as this person finds it. */
  public Json finds(String message) {
    return rest().get(message(message)).data();
  }

  /** The conversation as this person finds it. */
  public Json findsConversation(long channel) {
    return rest().get(conversation(channel)).data();
  }

  public static String conversation(long channel) {
    return CONVERSATIONS + "/" + channel;
  }

  public static String messages(long channel) {
    return conversation(channel) + "/messages";
  }

  public static String participants(long channel) {
    return conversation(channel) + "/participants";
  }

  public static String message(String id) {
    return "/v1/messaging/messages/" + id;
  }
}
