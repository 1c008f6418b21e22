package io.parlance.presence;

import io.parlance.people.RequestCaller;
import io.parlance.protocol.Answer;
import io.parlance.protocol.CommandReader;
import io.parlance.protocol.Fields;
import io.parlance.protocol.Json;
import io.parlance.security.Caller;
import io.parlance.storage.Answers;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Choosing a status by REST: the same road as over a socket. */
@Path("/me/status")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {
  @Inject private Presence presence;
  @Inject private RequestCaller asking;
  @Inject private Answers answers;

  @PUT
  public CompletionStage<Response> choose(String body) {
    Caller caller = asking.get();
    Fields fields = new Fields(Json.readObject(body));
    String status = new CommandReader(fields, null).status();
    fields.done();
    return answers.work(
        () -> {
          presence.choose(caller, status);
          return Map.of("user_id", caller.userId(), "status", status);
        },
        Answer::ok);
  }
}
