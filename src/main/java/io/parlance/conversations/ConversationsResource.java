package io.parlance.conversations;

import io.parlance.people.RequestCaller;
import io.parlance.protocol.Answer;
import io.parlance.protocol.Fields;
import io.parlance.protocol.Json;
import io.parlance.protocol.Query;
import io.parlance.security.Caller;
import io.parlance.storage.Answers;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Making, reading, changing and closing conversations: protocol.md, section 5. */
@Path("/messaging")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ConversationsResource {
  private static final int NAME = 100;
  private static final int TOPIC = 500;
  private static final int INVITED = 1000;

  @Inject private Conversations conversations;
  @Inject private DirectOnce directOnce;
  @Inject private RequestCaller asking;
  @Inject private Answers answers;

  @POST
  @Path("/conversations")
  public CompletionStage<Response> create(String body) {
    Caller caller = asking.get();
    Conversations.Draft draft = draft(new Fields(Json.readObject(body)));
    return answers.later(
        () -> directOnce.create(caller, draft),
        made ->
            made.isNew() ? Answer.created(made.conversation()) : Answer.ok(made.conversation()));
  }

  private static Conversations.Draft draft(Fields fields) {
    String kind = fields.needText(16, "kind");
    String name = fields.name(NAME, "name");
    String topic = fields.text(TOPIC, "topic");
    List<Long> ids = fields.numbers(INVITED, "participant_ids");
    fields.done();
    return new Conversations.Draft(Kind.of(kind), name, topic, ids);
  }

  @GET
  @Path("/conversations/{id}")
  public CompletionStage<Response> one(@PathParam("id") String id) {
    Caller caller = asking.get();
    return answers.work(() -> conversations.get(caller, Query.id(id)), Answer::ok);
  }

  @PATCH
  @Path("/conversations/{id}")
  public CompletionStage<Response> update(@PathParam("id") String id, String body) {
    Caller caller = asking.get();
    Fields fields = new Fields(Json.readObject(body));
    String name = fields.name(NAME, "name");
    String topic = fields.text(TOPIC, "topic");
    fields.done();
    return answers.work(() -> conversations.update(caller, Query.id(id), name, topic), Answer::ok);
  }

  @DELETE
  @Path("/conversations/{id}")
  public CompletionStage<Response> delete(@PathParam("id") String id) {
    Caller caller = asking.get();
    long conversationId = Query.id(id);
    return answers.work(
        () -> {
          conversations.delete(caller, conversationId);
          return Map.of("id", conversationId);
        },
        Answer::ok);
  }
}
