package io.parlance.reactions;

import io.parlance.messages.Messages.Asker;
import io.parlance.people.RequestCaller;
import io.parlance.protocol.Answer;
import io.parlance.protocol.Query;
import io.parlance.security.Caller;
import io.parlance.storage.Answers;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** Reacting by REST: the same road as over a socket. */
@Path("/messaging")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ReactionsResource {
  @Inject private Reactions reactions;
  @Inject private RequestCaller asking;
  @Inject private Answers answers;

  @PUT
  @Path("/messages/{id}/reactions/{emoji}")
  public CompletionStage<Response> add(
      @PathParam("id") String id, @PathParam("emoji") String emoji) {
    Caller caller = asking.get();
    return answers.later(
        () -> reactions.add(caller, Query.messageId(id), emoji, Asker.NONE),
        sent -> Answer.ok(sent.message()));
  }

  @DELETE
  @Path("/messages/{id}/reactions/{emoji}")
  public CompletionStage<Response> remove(
      @PathParam("id") String id, @PathParam("emoji") String emoji) {
    Caller caller = asking.get();
    return answers.later(
        () -> reactions.remove(caller, Query.messageId(id), emoji, Asker.NONE),
        sent -> Answer.ok(sent.message()));
  }
}
