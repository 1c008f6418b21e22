package io.parlance.people;

import io.parlance.protocol.Answer;
import io.parlance.protocol.Fields;
import io.parlance.protocol.Json;
import io.parlance.security.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Oneself. */
@Path("/me")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {
  @Inject private People people;
  @Inject private UserViews views;
  @Inject private RequestCaller asking;

  @GET
  public Response me() {
    return Answer.ok(views.me(asking.get()));
  }

  /** The name to be shown is one's own; the rest is the token's. */
  @PATCH
  public Response change(String body) {
    Caller caller = asking.get();
    Fields fields = new Fields(Json.readObject(body));
    String name = fields.name(DisplayNames.LONGEST, "name");
    fields.done();
    return Answer.ok(
        name == null ? views.me(caller) : views.me(people.rename(caller, name), caller));
  }
}
