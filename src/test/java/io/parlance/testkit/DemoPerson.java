package io.parlance.testkit;

import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;

/** One of the demo people, by a local account and REST. */
public record DemoPerson(URI base, String username, String token, long id) {
  /** Messages in one frame. */
  private static final int BATCH = 200;

  public static DemoPerson signsIn(URI base, String username) {
    Json data =
        Rest.anonymous(base)
            .post("/v1/auth/sign-in", "username", username, "password", "demo")
            .expect(200)
            .data();
    return new DemoPerson(base, username, data.text("access_token"), data.number("user.id"));
  }

  /** What a browser keeps of this person's having signed in, as Playwright wants to be told. */
  String session() {
    String origin = base.toString().replaceFirst("/$", "");
    long ends = System.currentTimeMillis() + 3_600_000;
    Json kept = Json.object("token", token, "ends", ends, "margin", 60_000);
    Json item = Json.object("name", "parlance.session", "value", kept.toString());
    Json place = Json.object("origin", origin, "localStorage", List.of(item));
    return Json.object("cookies", List.of(), "origins", List.of(place)).toString();
  }

  public Rest rest() {
    return Rest.as(base, token);
  }

  /** Starts a group with these others and gives its id. */
  public long startsGroup(String name, String... usernames) {
    List<Long> others = List.of(usernames).stream().map(one -> signsIn(base, one).id()).toList();
    return rest()
        .post(
            "/v1/messaging/conversations", "kind", "group", "name", name, "participant_ids", others)
        .data()
        .number("id");
  }

  /** Opens the direct conversation with this other one and gives its id. */
  public long startsDirect(String username) {
    List<Long> other = List.of(signsIn(base, username).id());
    return rest()
        .post("/v1/messaging/conversations", "kind", "direct", "participant_ids", other)
        .data()
        .number("id");
  }

  /** Sends over REST and gives the message's id. */
  public String posts(long channel, String content) {
    return rest()
        .post(Person.messages(channel), "content", content, "client_id", Unique.text("c-"))
        .expect(201)
        .data()
        .text("id");
  }

  /** Sends over a socket, many at once: "number 1." to "number n.". */
  public void postsMany(long channel, int count) {
    try (ChatClient socket =
        ChatClient.at(base, ChatClient.CHAT)
            .bearer(token)
            .subprotocol(ChatClient.BATCH)
            .connect()) {
      for (int sent = 0; sent < count; sent += BATCH) {
        List<Json> frames =
            IntStream.rangeClosed(sent + 1, Math.min(sent + BATCH, count))
                .mapToObj(number -> numbered(channel, number))
                .toList();
        socket.sendText(Json.array(frames.toArray()).toString());
        String last = frames.get(frames.size() - 1).text("client_id");
        socket.await("message_sent", frame -> last.equals(frame.text("data.client_id")));
      }
    }
  }

  private static Json numbered(long channel, int number) {
    return Json.object(
        "type",
        "message",
        "channel_id",
        channel,
        "client_id",
        "n-" + number,
        "content",
        "number " + number + ". " + "It says a little more. ".repeat(number % 7));
  }

  /** Has seen everything up to this position. */
  public void reads(long channel, long seq) {
    rest().post("/v1/messaging/conversations/" + channel + "/read", "seq", seq);
  }

  public void edits(String message, String content) {
    rest().patch(Person.message(message), "content", content).expect(200);
  }

  public void deletes(String message) {
    rest().delete(Person.message(message)).expect(200);
  }

  /** What stands in a conversation, oldest first. */
  public List<String> contents(long channel) {
    return rest().get(Person.messages(channel)).list().stream()
        .map(message -> message.textOrNull("content"))
        .toList();
  }
}
