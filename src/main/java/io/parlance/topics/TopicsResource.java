package io.parlance.topics;

import io.parlance.people.RequestCaller;
import io.parlance.protocol.Answer;
import io.parlance.protocol.Json;
import io.parlance.protocol.Query;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import io.parlance.storage.Answers;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Topics by REST: publishing, reading what was missed, and who is there. */
@Path("/topics/{topic}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TopicsResource {
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_EPOCH = 64;

  @Inject private Topics topics;
  @Inject private RequestCaller asking;
  @Inject private Answers answers;
  @Inject private Clock clock;

  @POST
  @Path("/events")
  public CompletionStage<Response> publish(
      @PathParam("topic") String topic, @HeaderParam("Idempotency-Key") String key, String body) {
    Caller caller = asking.get();
    String text = body == null ? "" : body;
    TopicEventReader reader =
        new TopicEventReader(String.valueOf(caller.userId()), clock.instant());
    return answers.later(
        () -> topics.publish(caller, topic, () -> reader.read(text), request(caller, key, text)),
        published -> Answer.of(202, published));
  }

  private static Publication.Request request(Caller caller, String key, String body) {
    if (key == null) {
      return null;
    }
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw Refused.invalid("Idempotency-Key", "must have 1 to " + LONGEST_KEY + " characters");
    }
    return new Publication.Request(caller.userId(), key, digest(body));
  }

  private static String digest(String body) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @GET
  @Path("/events")
  public CompletionStage<Response> events(
      @PathParam("topic") String topic,
      @QueryParam("since") String since,
      @QueryParam("cursor") String cursor,
      @QueryParam("epoch") String epoch,
      @QueryParam("limit") String limit) {
    Caller caller = asking.get();
    long after = Query.after("since", since, cursor);
    if (epoch != null && epoch.length() > LONGEST_EPOCH) {
      throw Refused.invalid("epoch", "must have at most " + LONGEST_EPOCH + " characters");
    }
    int most = Query.limit(limit);
    return answers.work(
        () -> topics.page(caller, topic, epoch, after, most), page -> answer(page, most));
  }

  private static Response answer(Topics.Page page, int limit) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("topic", page.topic());
    data.put("epoch", page.epoch());
    data.put("offset", page.offset());
    data.put("recovered", page.recovered());
    data.put("events", page.events().stream().map(e -> Json.read(e.frame())).toList());
    Map<String, Object> cursor = new LinkedHashMap<>();
    int last = page.events().size() - 1;
    cursor.put(
        "next_cursor", page.hasMore() ? String.valueOf(page.events().get(last).offset()) : null);
    cursor.put("limit", limit);
    cursor.put("has_more", page.hasMore());
    return Answer.body(200, data, Map.of("page", cursor));
  }

  @GET
  @Path("/presence")
  public CompletionStage<Response> presence(@PathParam("topic") String topic) {
    Caller caller = asking.get();
    return answers.work(
        () -> topics.people(caller, topic),
        people -> {
          Map<String, Object> data = new LinkedHashMap<>();
          data.put("topic", topic);
          data.put("user_ids", people);
          data.put("count", people.size());
          return Answer.ok(data);
        });
  }
}
