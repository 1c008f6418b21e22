package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.hub.Wire;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xnio.conduits.StreamSinkConduit;

/**
 * We and Undertow write into one connection, of which the client takes as much as there is room.
 */
class ConduitTest {
  private final StringBuilder client = new StringBuilder();
  private final List<String> told = new ArrayList<>();
  private int room;
  private boolean broken;
  private boolean resumed;

  private Conduit conduit;
  private StreamSinkConduit undertow;

  @BeforeEach
  void between() throws Exception {
    conduit = over(this::take);
    undertow = (StreamSinkConduit) conduit.as(StreamSinkConduit.class);
  }

  /** What a client takes of these. */
  private interface Client {
    long take(ByteBuffer... buffers) throws IOException;
  }

  private Conduit over(Client client) throws ReflectiveOperationException {
    Object next =
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {StreamSinkConduit.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "write" ->
                      arguments[0] instanceof ByteBuffer one
                          ? (Object) (int) client.take(one)
                          : (Object) client.take((ByteBuffer[]) arguments[0]);
                  case "flush" -> true;
                  case "resumeWrites" -> resume(true);
                  case "suspendWrites" -> resume(false);
                  default -> null;
                });
    return new Conduit(next, StreamSinkConduit.class, Wire.ANY);
  }

  private Object resume(boolean now) {
    resumed = now;
    return null;
  }

  private long take(ByteBuffer... buffers) throws IOException {
    if (broken) {
      throw new IOException("reset");
    }
    int taken = 0;
    for (ByteBuffer buffer : buffers) {
      for (; buffer.hasRemaining() && room > 0; room--) {
        client.append((char) buffer.get());
        taken++;
      }
    }
    return taken;
  }

  private static long all(ByteBuffer buffer, StringBuilder client) {
    int length = buffer.remaining();
    client.append(StandardCharsets.ISO_8859_1.decode(buffer));
    return length;
  }

  private void send(String text) {
    conduit.send(bytes(text), result(text));
  }

  private Consumer<Throwable> result(String text) {
    return failure -> told.add(failure == null ? text : text + ": " + failure.getMessage());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static ByteBuffer buffer(String text) {
    return ByteBuffer.wrap(bytes(text));
  }

  @Test
  void whatIsTakenAtOnceIsDone() {
    room = 100;
    send("one");
    send("two");
    assertThat(client).hasToString("onetwo");
    assertThat(told).containsExactly("one", "two");
    assertThat(resumed).isFalse();
  }

  @Test
  void theRestGoesWhenThereIsRoomAgain() throws Exception {
    room = 2;
    send("message");
    assertThat(client).hasToString("me");
    assertThat(resumed).isTrue();
    undertow.suspendWrites(); // it has nothing to write itself
    assertThat(resumed).isTrue();

    room = 2;
    assertThat(undertow.flush()).isFalse();
    assertThat(told).isEmpty();
    room = 100;
    assertThat(undertow.flush()).isTrue();
    assertThat(client).hasToString("message");
    assertThat(told).containsExactly("message");
    undertow.suspendWrites();
    assertThat(resumed).isFalse();
  }

  /** What a thread sends lies in one place for all its connections, until it sends the next. */
  @Test
  void whatWaitsIsNotOverwrittenByWhatItsThreadSendsNext() throws Exception {
    room = 2;
    send("message");
    StringBuilder other = new StringBuilder();
    over(buffers -> all(buffers[0], other)).send(bytes("other"), result("other"));
    assertThat(other).hasToString("other");
    room = 100;
    assertThat(undertow.flush()).isTrue();
    assertThat(client).hasToString("message");
  }

  @Test
  void whatManyGetComesToEachWhole() {
    room = 100;
    byte[] shared = bytes("shared");
    conduit.send(shared, told -> {});
    conduit.send(shared, told -> {});
    conduit.send(bytes("x".repeat(66_000)), told -> {});
    assertThat(client).hasToString("sharedshared" + "x".repeat(88));
  }

  @Test
  void undertowWaitsForTheEndOfOurFrame() throws Exception {
    room = 2;
    send("message");
    ByteBuffer pong = buffer("PONG");
    assertThat(undertow.write(pong)).isZero();
    assertThat(undertow.write(new ByteBuffer[] {pong}, 0, 1)).isZero();
    room = 100;
    assertThat(undertow.write(pong)).isEqualTo(4);
    assertThat(client).hasToString("messagePONG");
  }

  @Test
  void weWaitForTheEndOfItsFrame() throws Exception {
    room = 2;
    ByteBuffer[] pong = {buffer("PO"), buffer("NG")};
    assertThat(undertow.write(pong, 0, 2)).isEqualTo(2);
    send("message");
    room = 100;
    assertThat(undertow.flush()).isTrue();
    assertThat(client).hasToString("PO");
    assertThat(undertow.write(pong, 1, 1)).isEqualTo(2);
    assertThat(client).hasToString("PONGmessage");
    assertThat(told).containsExactly("message");
  }

  @Test
  void ofOursWhatDoesNotGoBehindItsFrameIsGoneOnWith() throws Exception {
    room = 1;
    ByteBuffer pong = buffer("PONG");
    undertow.write(pong);
    send("message");
    room = 5;
    undertow.write(pong);
    assertThat(client).hasToString("PONGme");
    assertThat(resumed).isTrue();
  }

  @Test
  void whoeverIsToldMaySendAtOnce() throws Exception {
    room = 2;
    conduit.send(bytes("first"), failure -> send("second"));
    room = 10;
    assertThat(undertow.write(buffer("PONG"))).isEqualTo(4);
    assertThat(client).hasToString("firstPONGsec");
    room = 100;
    assertThat(undertow.flush()).isTrue();
    assertThat(client).hasToString("firstPONGsecond");
    assertThat(told).containsExactly("second");
  }

  @Test
  void whoeverSendsIsToldOfAFailureAndUndertowToo() throws Exception {
    room = 2;
    send("message");
    broken = true;
    assertThatThrownBy(() -> undertow.flush()).isInstanceOf(IOException.class).hasMessage("reset");
    assertThat(told).containsExactly("message: reset");
    send("another");
    assertThat(told).containsExactly("message: reset", "another: reset");
  }

  @Test
  void whatIsNotSentWhenItClosesFails() throws Exception {
    room = 2;
    send("message");
    undertow.truncateWrites();
    assertThat(told).hasSize(1);
    assertThat(told.get(0)).startsWith("message: ");
  }

  @Test
  void otherServersAreLeftAlone() {
    Session session =
        (Session)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, arguments) -> null);
    assertThat(Conduit.before(session)).isNull();
  }
}
