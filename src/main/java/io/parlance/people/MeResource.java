package io.parlance.people;

import io.parlance.protocol.Answer;
import io.parlance.protocol.Fields;
import io.parlance.protocol.Json;
import io.parlance.security.Caller;
import io.parlance.storage.Answers;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** Oneself. */
@Path("/me")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {
  @Inject private People people;
  @Inject private UserViews views;
  @Inject private RequestCaller asking;
  @Inject private Answers answers;

  @GET
  public CompletionStage<Response> me() {
    Caller caller = asking.get();
    return answers.work(() -> views.me(caller), Answer::ok);
  }

  /** The name to be shown is one's own; the rest is the token's. */
  @PATCH
  public CompletionStage<Response> change(String body) {
    Caller caller = asking.get();
    Fields fields = new Fields(Json.readObject(body));
    String name = fields.name(DisplayNames.LONGEST, "name");
    fields.done();
    return answers.work(
        () -> name == null ? views.me(caller) : views.me(people.rename(caller, name), caller),
        Answer::ok);
  }
}
