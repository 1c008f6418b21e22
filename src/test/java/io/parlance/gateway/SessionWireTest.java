package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.hub.Bundle;
import io.parlance.hub.Wire;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plain road, which is taken where a server's insides are not those that we know. */
class SessionWireTest {
  private final List<Object> sent = new ArrayList<>();
  private final Deque<SendHandler> underWay = new ArrayDeque<>();
  private final List<Throwable> told = new ArrayList<>();

  /** Whether a send is over before its call returns. */
  private boolean atOnce;

  private final Session session =
      of(Session.class, (name, arguments) -> "getAsyncRemote".equals(name) ? remote() : null);

  private final Wire wire = new SessionWire(session, null);

  private RemoteEndpoint.Async remote() {
    return of(
        RemoteEndpoint.Async.class,
        (name, arguments) -> {
          assertThat(underWay).as("one send at a time").isEmpty();
          sent.add(arguments[0]);
          if (atOnce) {
            ((SendHandler) arguments[1]).onResult(new SendResult());
          } else {
            underWay.add((SendHandler) arguments[1]);
          }
          return null;
        });
  }

  private interface Called {
    Object with(String name, Object[] arguments);
  }

  private static <T> T of(Class<T> type, Called called) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> called.with(method.getName(), arguments)));
  }

  private static List<Bundle> two() {
    return List.of(Bundle.of(List.of("{\"a\":1}", "{\"b\":2}")), Bundle.of("{\"c\":3}", false));
  }

  private void over(SendResult result) {
    underWay.remove().onResult(result);
  }

  @Test
  void textsGoOneAfterTheOther() {
    wire.send(two(), false, told::add);
    over(new SendResult());
    over(new SendResult());
    assertThat(told).isEmpty();
    over(new SendResult());
    assertThat(sent).containsExactly("{\"a\":1}", "{\"b\":2}", "{\"c\":3}");
    assertThat(told).containsExactly((Throwable) null);
  }

  @Test
  void manyThatAreSentAtOnceGoNoDeeper() {
    atOnce = true;
    List<String> many = java.util.Collections.nCopies(100_000, "{}");
    wire.send(List.of(Bundle.of(many)), false, told::add);
    assertThat(sent).hasSize(100_000);
    assertThat(told).containsExactly((Throwable) null);
  }

  @Test
  void joinedTheyAreOneArray() {
    atOnce = true;
    wire.send(two(), true, told::add);
    assertThat(sent).containsExactly("[{\"a\":1},{\"b\":2},{\"c\":3}]");
  }

  @Test
  void afterOneThatFailsNoneIsSent() {
    wire.send(two(), false, told::add);
    IOException gone = new IOException("gone");
    over(new SendResult(gone));
    assertThat(sent).hasSize(1);
    assertThat(told).containsExactly(gone);
  }

  @Test
  void bytesGoAsTheyAre() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2});
    wire.send(bytes, told::add);
    over(new SendResult());
    assertThat(sent).containsExactly(bytes);
    assertThat(told).containsExactly((Throwable) null);
  }
}
