package io.parlance.people;

import io.parlance.protocol.Answer;
import io.parlance.protocol.Refused;
import io.parlance.protocol.Text;
import io.parlance.security.Caller;
import io.parlance.storage.Answers;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** Other people, for whoever is signed in. */
@Path("/users")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class UsersResource {
  private static final int USUAL = 50;
  private static final int MOST = 100;
  private static final int LONGEST_QUERY = 100;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern USERNAME = Pattern.compile("[a-z0-9._-]{1,64}");

  @Inject private People people;
  @Inject private UserViews views;
  @Inject private RequestCaller asking;
  @Inject private Answers answers;

  @GET
  public CompletionStage<Response> search(
      @QueryParam("q") String q,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit) {
    int most = limit(limit);
    String beginning = query(q);
    String after = position(cursor);
    return answers.work(
        () -> people.search(beginning, after, most + 1), found -> page(found, most));
  }

  private Response page(List<Person> found, int most) {
    boolean more = found.size() > most;
    List<Person> page = more ? found.subList(0, most) : found;
    return Answer.list(views.of(page), more ? cursor(page.get(most - 1)) : null, most);
  }

  @GET
  @Path("/{id}")
  public CompletionStage<Response> one(@PathParam("id") String id) {
    Caller caller = asking.get();
    if (id.equals("me")) {
      return answers.work(() -> views.me(caller), Answer::ok);
    }
    if (!NUMBER.matcher(id).matches()) {
      throw Refused.notFound();
    }
    long userId = Long.parseLong(id);
    return answers.work(() -> views.of(people.person(userId), caller), Answer::ok);
  }

  private static String query(String q) {
    if (q == null) {
      return "";
    }
    if (!Text.isStorable(q) || Text.length(q) > LONGEST_QUERY) {
      throw Refused.invalid("q", "must have at most " + LONGEST_QUERY + " characters");
    }
    return q;
  }

  private static int limit(String limit) {
    if (limit == null) {
      return USUAL;
    }
    int number =
        NUMBER.matcher(limit).matches() && limit.length() < 9 ? Integer.parseInt(limit) : 0;
    if (number < 1 || number > MOST) {
      throw Refused.invalid("limit", "must be 1 to " + MOST);
    }
    return number;
  }

  private static String cursor(Person last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(last.username().getBytes(StandardCharsets.UTF_8));
  }

  private static String position(String cursor) {
    if (cursor == null) {
      return "";
    }
    try {
      String after = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (USERNAME.matcher(after).matches()) {
        return after;
      }
    } catch (IllegalArgumentException e) {
      throw Refused.invalid("cursor", "is none of ours");
    }
    throw Refused.invalid("cursor", "is none of ours");
  }
}
