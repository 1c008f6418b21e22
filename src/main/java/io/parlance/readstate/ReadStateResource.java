package io.parlance.readstate;

import io.parlance.messages.Messages.Asker;
import io.parlance.people.RequestCaller;
import io.parlance.protocol.Answer;
import io.parlance.protocol.CommandReader;
import io.parlance.protocol.Fields;
import io.parlance.protocol.Json;
import io.parlance.protocol.Query;
import io.parlance.security.Caller;
import io.parlance.storage.Answers;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** Marking as read by REST: the same road as over a socket. */
@Path("/messaging")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ReadStateResource {
  @Inject private ReadState readState;
  @Inject private RequestCaller asking;
  @Inject private Answers answers;

  @POST
  @Path("/conversations/{id}/read")
  public CompletionStage<Response> read(@PathParam("id") String id, String body) {
    Caller caller = asking.get();
    Fields fields = new Fields(Json.readObject(body));
    Long seq = new CommandReader(fields, null).seq();
    fields.done();
    return answers.later(
        () -> readState.markRead(caller, Query.id(id), seq, Asker.NONE), Answer::ok);
  }
}
