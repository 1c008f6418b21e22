package io.parlance.people;

import io.parlance.protocol.Answer;
import io.parlance.protocol.Fields;
import io.parlance.protocol.Json;
import io.parlance.security.Caller;
import io.parlance.security.ClientAddress;
import io.parlance.security.LocalAccounts;
import io.parlance.security.LocalAccounts.Issued;
import io.parlance.security.Public;
import io.parlance.security.Tickets;
import io.parlance.security.Tokens;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Ways in: protocol.md, section 2. It is with people, not with security, because signing in answers
 * with who one is.
 *
 * <p>The contract writes some of these answers without their envelope; they are given both ways.
 */
@Path("/auth")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AuthResource {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_PASSWORD = 1000;

  @Inject private Tokens tokens;
  @Inject private Tickets tickets;
  @Inject private LocalAccounts accounts;
  @Inject private People people;
  @Inject private UserViews views;
  @Inject private RequestCaller asking;
  @Inject private ClientAddress addresses;
  @Context private HttpServletRequest request;

  @GET
  @Public
  @Path("/config")
  public Response config() {
    Map<String, Object> ways = new LinkedHashMap<>();
    if (tokens.settings().local()) {
      ways.put("method", "local");
    } else {
      Config config = ConfigProvider.getConfig(AuthResource.class.getClassLoader());
      ways.put("method", "oidc");
      ways.put("issuer", tokens.settings().issuer());
      ways.put("client_id", config.getValue("parlance.oidc.client-id", String.class));
      ways.put("scopes", config.getValue("parlance.oidc.scopes", String.class));
    }
    return Answer.body(200, ways, ways);
  }

  @POST
  @Public
  @Path("/sign-in")
  public Response signIn(String body) {
    Fields fields = new Fields(Json.readObject(body));
    String username = fields.needText(LONGEST_NAME, "username");
    String password = fields.needText(LONGEST_PASSWORD, "password");
    fields.done();
    return signedIn(accounts.signIn(username, password, addresses.of(request)));
  }

  @POST
  @Path("/refresh")
  public Response refresh() {
    return signedIn(accounts.refresh(asking.token()));
  }

  @POST
  @Path("/tickets")
  public Response ticket() {
    Map<String, Object> ticket = new LinkedHashMap<>();
    ticket.put("ticket", tickets.issue(asking.token()));
    ticket.put("expires_in", Tickets.LIFETIME.toSeconds());
    return Answer.created(ticket);
  }

  private Response signedIn(Issued issued) {
    Caller caller = people.signIn(issued.token());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", issued.token());
    answer.put("token_type", "Bearer");
    answer.put("expires_in", issued.expiresIn());
    answer.put("user", views.me(caller));
    return Answer.body(200, answer, answer);
  }
}
