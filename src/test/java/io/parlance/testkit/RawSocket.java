package io.parlance.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A WebSocket client by hand (RFC 6455), for what a well-behaved one cannot do: fragments of any
 * size, broken UTF-8, frames without a mask, not reading.
 */
public final class RawSocket extends Inbox implements AutoCloseable {
  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  private final Socket socket;
  private final OutputStream out;
  private final DataInputStream in;
  private final String status;
  private final StringBuilder headers = new StringBuilder();

  private RawSocket(URI base, int receiveBuffer, byte[] handshake) {
    try {
      socket = connect(base, receiveBuffer);
      out = socket.getOutputStream();
      in = new DataInputStream(socket.getInputStream());
      out.write(handshake);
      out.flush();
      status = line();
      for (String header = line(); !header.isEmpty(); header = line()) {
        headers.append(header.toLowerCase(Locale.ROOT)).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket connect(URI base, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), 10_000);
    socket.setTcpNoDelay(true);
    return base.getScheme().equals("https") ? AnyCertificate.over(socket, base) : socket;
  }

  private static byte[] handshake(URI base, String path, String... more) {
    return handshake("websocket", base, path, more);
  }

  private static byte[] handshake(String upgrade, URI base, String path, String... more) {
    byte[] nonce = new byte[16];
    ThreadLocalRandom.current().nextBytes(nonce);
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    request.append("Host: ").append(base.getAuthority()).append("\r\n");
    request.append("Upgrade: ").append(upgrade).append("\r\nConnection: Upgrade\r\n");
    request.append("Sec-WebSocket-Version: 13\r\n");
    request.append("Sec-WebSocket-Key: ").append(Base64.getEncoder().encodeToString(nonce));
    for (String header : more) {
      request.append("\r\n").append(header);
    }
    return request.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Shakes hands and reads what comes, with headers such as {@code Origin: http://evil.test}. */
  public static RawSocket open(URI base, String path, String... headers) {
    RawSocket raw = new RawSocket(base, 0, handshake(base, path, headers));
    raw.startReading();
    return raw;
  }

  /** The status with which it is answered who wants an upgrade to that, in all else a socket's. */
  public static int statusOf(String upgrade, URI base, String path, String... headers) {
    try (RawSocket raw = new RawSocket(base, 0, handshake(upgrade, base, path, headers))) {
      return raw.status();
    }
  }

  /** Sends a first text along with the handshake, not waiting for its answer. */
  public static RawSocket eager(URI base, String path, String text, String... headers) {
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    first.writeBytes(handshake(base, path, headers));
    first.writeBytes(encode(true, TEXT, text.getBytes(StandardCharsets.UTF_8), true));
    RawSocket raw = new RawSocket(base, 0, first.toByteArray());
    raw.startReading();
    return raw;
  }

  /** Asks for a handshake and is gone, as if its network were. */
  public static void vanish(URI base, String path, String... headers) {
    try (Socket socket = connect(base, 0)) {
      socket.setSoLinger(true, 0);
      socket.getOutputStream().write(handshake(base, path, headers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says goodbye amid the body of a POST; what the server still says, until it hangs up too. */
  public static String goodbyeAmidBody(URI base, String path, String... headers) {
    try (Socket socket = connect(base, 0)) {
      socket.getOutputStream().write(half(base, path, headers));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] half(URI base, String path, String... headers) {
    return ("POST "
            + path
            + " HTTP/1.1\r\nHost: "
            + base.getAuthority()
            + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n"
            + String.join("\r\n", headers)
            + "\r\n\r\n{\"")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Shakes hands and never reads: the bytes pile up between the server and here. */
  public static RawSocket deaf(URI base, String path, String... headers) {
    return new RawSocket(base, 65_536, handshake(base, path, headers));
  }

  /** Asks by REST for the same so many times, one behind the other, and never reads an answer. */
  public static Socket unread(URI base, String path, int times, String authorization) {
    String request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\n\r\n"
            .formatted(path, base.getAuthority(), authorization);
    try {
      Socket socket = connect(base, 4_096);
      socket.getOutputStream().write(request.repeat(times).getBytes(StandardCharsets.ISO_8859_1));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int status() {
    return Integer.parseInt(status.split(" ", -1)[1]);
  }

  /** The handshake's headers, in lower case, a line each. */
  public String headers() {
    return headers.toString();
  }

  /** Starts to listen, now or after a while of not doing so. */
  public void startReading() {
    Thread reader = new Thread(this::read, "raw-socket");
    reader.setDaemon(true);
    reader.start();
  }

  public void text(String text) {
    frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** One text in so many fragments. */
  public void fragments(String text, int size) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; from += size) {
      int to = Math.min(bytes.length, from + size);
      byte[] part = java.util.Arrays.copyOfRange(bytes, from, to);
      frame(to == bytes.length, from == 0 ? TEXT : CONTINUATION, part);
    }
  }

  public void frame(boolean last, int opcode, byte[] payload) {
    frame(last, opcode, payload, true);
  }

  /** One frame; a client's must be masked, and the test may break that. */
  public synchronized void frame(boolean last, int opcode, byte[] payload, boolean masked) {
    try {
      out.write(encode(last, opcode, payload, masked));
      out.flush();
    } catch (IOException e) {
      closed(CUT, e.toString());
    }
  }

  private static byte[] encode(boolean last, int opcode, byte[] payload, boolean masked) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
    frame.write((last ? 0x80 : 0) | opcode);
    int mask = masked ? 0x80 : 0;
    if (payload.length < 126) {
      frame.write(mask | payload.length);
    } else if (payload.length < 65_536) {
      frame.write(mask | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(mask | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >> shift));
      }
    }
    byte[] key = new byte[4];
    if (masked) {
      ThreadLocalRandom.current().nextBytes(key);
      frame.writeBytes(key);
    }
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ key[i & 3]);
    }
    return frame.toByteArray();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("no answer to the handshake");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private void read() {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    int kind = 0;
    try {
      while (true) {
        int first = in.readUnsignedByte();
        int opcode = first & 0x0f;
        byte[] payload = payload();
        if (opcode == CLOSE) {
          closing(payload);
          return;
        } else if (opcode == PING) {
          frame(true, PONG, payload);
        } else if (opcode != PONG) {
          kind = opcode == CONTINUATION ? kind : opcode;
          message.writeBytes(payload);
          if ((first & 0x80) != 0) {
            byte[] whole = message.toByteArray();
            received(kind == BINARY ? Deflated.text(whole) : utf8(whole));
            message.reset();
          }
        }
      }
    } catch (IOException e) {
      closed(CUT, e.toString());
    }
  }

  private byte[] payload() throws IOException {
    int second = in.readUnsignedByte();
    long length = second & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    byte[] payload = new byte[Math.toIntExact(length)];
    in.readFully(payload);
    return payload;
  }

  private void closing(byte[] payload) {
    int code = payload.length < 2 ? 1005 : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    String reason = payload.length > 2 ? utf8(payload).substring(2) : "";
    frame(true, CLOSE, payload);
    closed(code, reason);
    close();
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      closed(CUT, e.toString());
    }
  }
}
