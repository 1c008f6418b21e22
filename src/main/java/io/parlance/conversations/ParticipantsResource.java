package io.parlance.conversations;

import io.parlance.people.RequestCaller;
import io.parlance.protocol.Answer;
import io.parlance.protocol.ConversationView.ParticipantView;
import io.parlance.protocol.Fields;
import io.parlance.protocol.Json;
import io.parlance.protocol.Query;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import io.parlance.storage.Answers;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Who is in a conversation: protocol.md, section 5. {@code me} stands for the caller. */
@Path("/messaging")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ParticipantsResource {
  @Inject private Participants participants;
  @Inject private RequestCaller asking;
  @Inject private Answers answers;

  @GET
  @Path("/conversations/{id}/participants")
  public CompletionStage<Response> list(
      @PathParam("id") String id,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit) {
    Caller caller = asking.get();
    int most = Query.limit(limit);
    Long after = Query.number("cursor", cursor);
    return answers.work(
        () -> participants.list(caller, Query.id(id), after == null ? 0 : after, most + 1),
        found -> page(found, most));
  }

  private static Response page(List<ParticipantView> found, int most) {
    boolean hasMore = found.size() > most;
    List<ParticipantView> page = hasMore ? found.subList(0, most) : found;
    return Answer.list(page, hasMore ? String.valueOf(page.get(most - 1).userId()) : null, most);
  }

  @POST
  @Path("/conversations/{id}/participants")
  public CompletionStage<Response> add(@PathParam("id") String id, String body) {
    Caller caller = asking.get();
    JsonObject object = Json.readObject(body);
    long userId = isMe(object) ? caller.userId() : userId(object);
    Role role = role(object, Role.MEMBER);
    return answers.work(
        () -> participants.add(caller, Query.id(id), userId, role),
        added -> Answer.of(added.isNew() ? 201 : 200, added.member()));
  }

  private static boolean isMe(JsonObject object) {
    return object.get("user_id") instanceof JsonString text && "me".equals(text.getString());
  }

  private static long userId(JsonObject object) {
    Fields fields = new Fields(object);
    Long userId = fields.needNumber("user_id");
    fields.done();
    return userId;
  }

  private static Role role(JsonObject object, Role otherwise) {
    Fields fields = new Fields(object);
    String role = fields.text(16, "role");
    fields.done();
    return role == null ? otherwise : Role.of(role);
  }

  @PATCH
  @Path("/conversations/{id}/participants/{user_id}")
  public CompletionStage<Response> change(
      @PathParam("id") String id, @PathParam("user_id") String userId, String body) {
    Caller caller = asking.get();
    Role role = role(Json.readObject(body), null);
    if (role == null) {
      throw Refused.invalid("role", "is required");
    }
    return answers.work(
        () -> participants.change(caller, Query.id(id), userId(caller, userId), role), Answer::ok);
  }

  @DELETE
  @Path("/conversations/{id}/participants/{user_id}")
  public CompletionStage<Response> remove(
      @PathParam("id") String id, @PathParam("user_id") String userId) {
    Caller caller = asking.get();
    long gone = userId(caller, userId);
    return answers.work(
        () -> {
          participants.remove(caller, Query.id(id), gone);
          return Map.of("user_id", gone);
        },
        Answer::ok);
  }

  private static long userId(Caller caller, String text) {
    return "me".equals(text) ? caller.userId() : Query.id(text);
  }
}
