package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real socket with little room, and a container that writes to it whenever the test says so. */
class UpgradeOutputTest {
  private static final int LARGE = 1 << 20;

  private final Container container = new Container();
  private final List<String> told = new ArrayList<>();
  private ServerSocketChannel server;
  private SocketChannel client;
  private SocketChannel socket;
  private UpgradeOutput output;

  @BeforeEach
  void connect() throws IOException {
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    client = SocketChannel.open(server.getLocalAddress());
    socket = server.accept();
    socket.setOption(StandardSocketOptions.SO_SNDBUF, 4096);
    socket.configureBlocking(false);
    client.configureBlocking(false);
    output =
        new UpgradeOutput(container, new GrizzlyConnection(null, socket, container.queue::isEmpty));
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    socket.close();
    server.close();
  }

  /** A container that takes what it gets, and writes it when it comes to it. */
  private final class Container extends ServletOutputStream {
    final Queue<ByteBuffer> queue = new ArrayDeque<>();
    int calls;
    boolean full;
    WriteListener listener;

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      calls++;
      queue.add(ByteBuffer.wrap(bytes.clone(), from, length));
      write();
    }

    /** What the socket takes. */
    void write() throws IOException {
      while (!queue.isEmpty()) {
        socket.write(queue.element());
        if (queue.element().hasRemaining()) {
          return;
        }
        queue.remove();
      }
    }

    @Override
    public void write(int octet) throws IOException {
      throw new IOException("one at a time");
    }

    @Override
    public boolean isReady() {
      return !full;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      this.listener = listener;
    }
  }

  private void send(String text) {
    output.send(
        text.getBytes(StandardCharsets.ISO_8859_1),
        failure -> told.add(text.charAt(0) + (failure == null ? "" : " failed")));
  }

  /** What the client gets, of so many characters. */
  private String read(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      container.write();
      read(bytes);
    }
    return new String(bytes.array(), StandardCharsets.ISO_8859_1);
  }

  private int read(ByteBuffer bytes) throws IOException {
    int count = client.read(bytes);
    assertThat(count).isNotNegative();
    return count;
  }

  @Test
  void theFirstIsTheContainersTheOthersGoStraight() throws IOException {
    output.begin();
    send("a");
    send("b");
    send("c");
    assertThat(container.calls).isEqualTo(1);
    assertThat(read(3)).isEqualTo("abc");
    assertThat(told).containsExactly("a", "b", "c");
  }

  @Test
  void nothingGoesOutAmidTheHandshake() throws IOException {
    send("a");
    assertThat(container.calls).isZero();
    output.begin();
    assertThat(read(1)).isEqualTo("a");
  }

  @Test
  void whatTheSocketDoesNotTakeGoesTheContainersWayAndNothingOvertakesIt() throws IOException {
    output.begin();
    send("a");
    send("b".repeat(LARGE));
    assertThat(container.queue).as("the socket does not take all of it").isNotEmpty();
    ByteBuffer begun = ByteBuffer.allocate(LARGE);
    while (read(begun) > 0) {
      // now there is room again, and the container has not come to it
    }
    send("c");
    container.full = true;
    send("d");
    assertThat(told).containsExactly("a", "b", "c");
    assertThat(read(begun.remaining() + 2)).isEqualTo("b".repeat(begun.remaining() + 1) + "c");
    container.full = false;
    container.listener.onWritePossible();
    assertThat(read(1)).isEqualTo("d");
    assertThat(told).containsExactly("a", "b", "c", "d");
    int calls = container.calls;
    send("e");
    assertThat(read(1)).isEqualTo("e");
    assertThat(container.calls).as("nothing is left to write").isEqualTo(calls);
  }

  /** These are short enough to be copied out of the heap, each over the one before. */
  @Test
  void whatASocketDoesNotTakeAllOfArrivesWhole() throws IOException {
    output.begin();
    send("a");
    StringBuilder sent = new StringBuilder("a");
    for (char letter = 'b'; letter <= 'z' && container.queue.isEmpty(); letter++) {
      String text = String.valueOf(letter).repeat(60_000);
      send(text);
      sent.append(text);
    }
    assertThat(container.queue).as("the socket does not take all of it").isNotEmpty();
    assertThat(read(sent.length())).isEqualTo(sent.toString());
  }

  @Test
  void thatAClientIsGoneIsForTheContainerToSay() throws IOException {
    output.begin();
    send("a");
    socket.close();
    send("b");
    assertThat(container.calls).isEqualTo(2);
    assertThat(told).containsExactly("a", "b failed");
  }

  @Test
  void behindTlsAllGoesTheContainersWay() throws IOException {
    output = new UpgradeOutput(container, new GrizzlyConnection(null, null, () -> true));
    output.begin();
    send("a");
    send("b");
    assertThat(container.calls).isEqualTo(2);
    assertThat(read(2)).isEqualTo("ab");
  }

  @Test
  void whatTheContainerSaysItselfKeepsItsPlace() throws IOException {
    output.begin();
    send("a");
    send("b".repeat(LARGE));
    output.write(new byte[] {(byte) 0x88, 0}, 0, 2);
    assertThat(read(LARGE + 3)).startsWith("ab").endsWith("b" + (char) 0x88 + (char) 0);
  }
}
