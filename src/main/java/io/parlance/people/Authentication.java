package io.parlance.people;

import io.parlance.limits.RateLimiter;
import io.parlance.protocol.Problem;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import io.parlance.security.Public;
import io.parlance.security.Token;
import io.parlance.security.Tokens;
import io.parlance.storage.Requester;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets nobody into REST without a good token, but where a resource says that it is public. */
@Provider
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION)
public class Authentication implements ContainerRequestFilter {
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +([^\\s]+) *");

  @Context private ResourceInfo resource;
  @Inject private Tokens tokens;
  @Inject private People people;
  @Inject private RequestCaller asking;
  @Inject private Requester requester;
  @Inject private RateLimiter rates;

  @Override
  public void filter(ContainerRequestContext request) {
    if (isPublic()) {
      return;
    }
    try {
      Token token = tokens.verify(bearer(request));
      Caller caller = people.caller(token);
      rates.take(caller.userId(), RateLimiter.Kind.REQUESTS);
      asking.set(caller, token);
      requester.set(caller.userId());
      request.setSecurityContext(new Security(caller, request.getSecurityContext()));
    } catch (Refused refused) {
      request.abortWith(Problem.response(refused));
    }
  }

  private boolean isPublic() {
    return resource.getResourceMethod().isAnnotationPresent(Public.class)
        || resource.getResourceClass().isAnnotationPresent(Public.class);
  }

  private static String bearer(ContainerRequestContext request) {
    String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    Matcher matcher = BEARER.matcher(header == null ? "" : header);
    return matcher.matches() ? matcher.group(1) : null;
  }

  /** What the server's own checks of roles look at. */
  private record Security(Caller caller, SecurityContext before) implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
      return caller::username;
    }

    @Override
    public boolean isUserInRole(String role) {
      return caller.is(role);
    }

    @Override
    public boolean isSecure() {
      return before != null && before.isSecure();
    }

    @Override
    public String getAuthenticationScheme() {
      return "Bearer";
    }
  }
}
