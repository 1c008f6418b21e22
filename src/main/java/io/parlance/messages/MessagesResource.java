package io.parlance.messages;

import io.parlance.messages.Messages.Asker;
import io.parlance.people.RequestCaller;
import io.parlance.protocol.Answer;
import io.parlance.protocol.Command;
import io.parlance.protocol.CommandReader;
import io.parlance.protocol.Fields;
import io.parlance.protocol.Json;
import io.parlance.protocol.Query;
import io.parlance.security.Caller;
import io.parlance.storage.Answers;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Sending, editing and deleting by REST: the same road as over a socket. */
@Path("/messaging")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MessagesResource {
  @Inject private Messages messages;
  @Inject private RequestCaller asking;
  @Inject private Answers answers;

  @POST
  @Path("/conversations/{id}/messages")
  public CompletionStage<Response> send(@PathParam("id") String id, String body) {
    Caller caller = asking.get();
    Fields fields = new Fields(Json.readObject(body));
    Command.Send send = new CommandReader(fields, Query.id(id)).sendHere();
    fields.done();
    return answers.later(
        () -> messages.send(caller, send, Acknowledgement.none()),
        sent -> Answer.of(sent.duplicate() ? 200 : 201, sent.asSentMessage()));
  }

  @PATCH
  @Path("/messages/{id}")
  public CompletionStage<Response> edit(@PathParam("id") String id, String body) {
    Caller caller = asking.get();
    UUID messageId = Query.messageId(id);
    Fields fields = new Fields(Json.readObject(body));
    String content = new CommandReader(fields, null).content();
    fields.done();
    return answers.later(
        () -> messages.edit(caller, messageId, content, Asker.NONE),
        sent -> Answer.ok(sent.message()));
  }

  @DELETE
  @Path("/messages/{id}")
  public CompletionStage<Response> delete(@PathParam("id") String id) {
    Caller caller = asking.get();
    UUID messageId = Query.messageId(id);
    return answers.later(
        () -> messages.delete(caller, messageId, Asker.NONE), sent -> Answer.ok(sent.message()));
  }
}
