package io.parlance.messages;

import io.parlance.hub.Connection;
import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.limits.RateLimiter;
import io.parlance.protocol.Command;
import io.parlance.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Sending, editing and deleting. Every door comes here: what is checked, limited and ordered is so
 * for all of them.
 */
@ApplicationScoped
public class Messages {
  @Inject private Lanes lanes;
  @Inject private Limits limits;
  @Inject private RateLimiter rates;
  @Inject private MessageHomes homes;
  @Inject private Announcer announcer;
  @Inject private Mentions mentions;

  /**
   * Says something in a conversation: protocol.md, section 3, "Order, acknowledgement, exactly
   * once".
   *
   * @param answer given first, after the commit and before anybody hears of the message
   * @return completed after the commit; with {@code Refused} where nothing was stored
   */
  public CompletableFuture<Sent> send(
      Caller caller, Command.Send send, Acknowledgement<Sent> answer) {
    Content.check(send.content(), limits.value(Limit.CONTENT_CHARACTERS));
    rates.take(caller.userId(), RateLimiter.Kind.MESSAGES);
    return lanes.submit(new SendMessage(caller, send, announcer, mentions), answer);
  }

  /** Changes what an own message says. */
  public CompletableFuture<Sent> edit(Caller caller, UUID messageId, String content, Asker asker) {
    Content.check(content, limits.value(Limit.CONTENT_CHARACTERS));
    rates.take(caller.userId(), RateLimiter.Kind.MESSAGES);
    return asker.inTurn(
        homes.of(messageId),
        home ->
            lanes.submit(
                new EditMessage(caller, home, messageId, content, asker, announcer, mentions)));
  }

  /** Takes a message back: its sender may, and who moderates the conversation. */
  public CompletableFuture<Sent> delete(Caller caller, UUID messageId, Asker asker) {
    rates.take(caller.userId(), RateLimiter.Kind.MESSAGES);
    return asker.inTurn(
        homes.of(messageId),
        home -> lanes.submit(new DeleteMessage(caller, home, messageId, asker, announcer)));
  }

  /** Which socket's command it was, and the command's id; neither for REST. */
  public record Asker(Connection connection, String commandId) {
    public static final Asker NONE = new Asker(null, null);

    /** Carries out what belongs to a conversation that is being found: in its socket's order. */
    public <T> CompletableFuture<T> inTurn(
        CompletableFuture<Long> home, Function<Long, CompletableFuture<T>> command) {
      return connection == null ? home.thenCompose(command) : connection.inTurn(home, command);
    }
  }
}
