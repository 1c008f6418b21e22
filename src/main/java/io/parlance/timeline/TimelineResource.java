package io.parlance.timeline;

import io.parlance.people.RequestCaller;
import io.parlance.protocol.Answer;
import io.parlance.protocol.Command;
import io.parlance.protocol.CommandReader;
import io.parlance.protocol.ConversationView;
import io.parlance.protocol.Fields;
import io.parlance.protocol.Json;
import io.parlance.protocol.MessageView;
import io.parlance.protocol.Query;
import io.parlance.protocol.Refused;
import io.parlance.protocol.Text;
import io.parlance.security.Caller;
import io.parlance.storage.Answers;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Reading by REST: lists, history, changes. The same methods as for a socket. */
@Path("/messaging")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TimelineResource {
  private static final int LONGEST_WAIT = 25;
  private static final int LONGEST_QUERY = 100;

  @Inject private History history;
  @Inject private RoomList roomList;
  @Inject private Online online;
  @Inject private LongPoll longPoll;
  @Inject private RequestCaller asking;
  @Inject private Answers answers;

  @GET
  @Path("/conversations")
  public CompletionStage<Response> conversations(
      @QueryParam("skip") String skip,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit) {
    Caller caller = asking.get();
    int most = Query.limit(limit);
    int from = Query.within("skip", skip, 0, Integer.MAX_VALUE, 0);
    if (skip != null && cursor != null) {
      throw Refused.invalid("skip", "not together with cursor");
    }
    return answers.work(
        () -> roomList.of(caller, from, cursor, most),
        page -> Answer.list(page.rooms(), page.nextCursor(), most));
  }

  @GET
  @Path("/channels")
  public CompletionStage<Response> channels(
      @QueryParam("q") String q,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit) {
    Caller caller = asking.get();
    int most = Query.limit(limit);
    int from = Query.within("cursor", cursor, 0, Integer.MAX_VALUE, 0);
    String text = q == null ? "" : q.strip();
    if (!Text.isStorable(text) || Text.length(text) > LONGEST_QUERY) {
      throw Refused.invalid("q", "must have at most " + LONGEST_QUERY + " characters");
    }
    return answers.work(
        () -> roomList.channels(caller, text, from, most + 1),
        found -> channelPage(found, from, most));
  }

  private static Response channelPage(List<ConversationView> found, int from, int most) {
    boolean hasMore = found.size() > most;
    List<ConversationView> page = hasMore ? found.subList(0, most) : found;
    return Answer.list(page, hasMore ? String.valueOf(from + most) : null, most);
  }

  @GET
  @Path("/conversations/{id}/messages")
  public CompletionStage<Response> messages(
      @PathParam("id") String id,
      @QueryParam("before_seq") String before,
      @QueryParam("after_seq") String after,
      @QueryParam("around_seq") String around,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit) {
    Caller caller = asking.get();
    int most = Query.limit(limit);
    Long beforeSeq = Query.position("before_seq", before);
    Long afterSeq = Query.position("after_seq", after);
    Long aroundSeq = Query.position("around_seq", around);
    if (count(beforeSeq) + count(afterSeq) + count(aroundSeq) > 1) {
      throw Refused.invalid("before_seq", "only one of before_seq, after_seq and around_seq");
    }
    boolean forward = afterSeq != null || aroundSeq != null;
    Long on = Query.position("cursor", cursor);
    Command.Position at =
        on == null
            ? new Command.Position(Query.id(id), beforeSeq, afterSeq, aroundSeq, most)
            : new Command.Position(
                Query.id(id), forward ? null : on, forward ? on : null, null, most);
    return answers.work(
        () -> history.page(caller, at),
        page -> page(page, most, forward ? MessageView::seq : null));
  }

  private static int count(Long position) {
    return position == null ? 0 : 1;
  }

  @GET
  @Path("/conversations/{id}/changes")
  public CompletionStage<Response> changes(
      @PathParam("id") String id,
      @QueryParam("after_seq") String after,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit) {
    Caller caller = asking.get();
    int most = Query.limit(limit);
    long afterSeq = Query.after("after_seq", after, cursor);
    return answers.work(
        () -> history.changes(caller, Query.id(id), afterSeq, most),
        found ->
            page(
                found.page(),
                most,
                MessageView::changedSeq,
                Map.of("parents", found.parents().values())));
  }

  private static Response page(History.Page page, int limit, Function<MessageView, Long> forward) {
    return page(page, limit, forward, Map.of());
  }

  /**
   * The cursor is the position with which to ask on: of the last message where reading goes
   * forward, of the first where it goes back.
   */
  private static Response page(
      History.Page page,
      int limit,
      Function<MessageView, Long> forward,
      Map<String, Object> beside) {
    List<MessageView> found = page.messages();
    String next = null;
    if (page.hasMore() && !found.isEmpty()) {
      next =
          String.valueOf(
              forward == null ? found.get(0).seq() : forward.apply(found.get(found.size() - 1)));
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("next_cursor", next);
    told.put("limit", limit);
    told.put("has_more", page.hasMore());
    Map<String, Object> more = new LinkedHashMap<>(beside);
    more.put("page", told);
    return Answer.body(200, found, more);
  }

  @POST
  @Path("/changes")
  public CompletionStage<Response> resume(String body) {
    Caller caller = asking.get();
    Fields fields = new Fields(Json.readObject(body));
    List<Command.After> channels = new CommandReader(fields, null).after();
    Long wait = fields.number("wait");
    if (wait != null && (wait < 0 || wait > LONGEST_WAIT)) {
      fields.violate("wait", "must be 0 to " + LONGEST_WAIT);
    }
    fields.done();
    return answers.work(
        longPoll.news(caller, channels, wait == null ? 0 : wait.intValue()),
        () -> longPoll.read(caller, channels),
        Answer::ok);
  }

  @GET
  @Path("/messages/{id}")
  public CompletionStage<Response> message(@PathParam("id") String id) {
    Caller caller = asking.get();
    return answers.work(() -> history.message(caller, Query.messageId(id)), Answer::ok);
  }

  @GET
  @Path("/messages/{id}/replies")
  public CompletionStage<Response> replies(
      @PathParam("id") String id,
      @QueryParam("after_seq") String after,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit) {
    Caller caller = asking.get();
    int most = Query.limit(limit);
    long afterSeq = Query.after("after_seq", after, cursor);
    return answers.work(
        () -> history.replies(caller, Query.messageId(id), afterSeq, most),
        page -> page(page, most, MessageView::seq));
  }

  @GET
  @Path("/online-users")
  public CompletionStage<Response> onlineUsers() {
    Caller caller = asking.get();
    return answers.work(
        () -> online.of(caller, null),
        ids -> Answer.ok(Map.of("online_users", ids, "count", ids.size())));
  }
}
