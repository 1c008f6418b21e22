package io.parlance.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A chat client as anybody would write it, on the JDK's own WebSocket. */
public final class ChatClient extends Inbox implements AutoCloseable {
  public static final String CHAT = "/v1/ws/chat";
  public static final String BATCH = "parlance.batch.v1";
  public static final String DEFLATE = "parlance.deflate.v1";

  private final WebSocket socket;

  private ChatClient(Opening opening) {
    this.socket = opening.connect(new Listener());
  }

  public static Opening at(String path) {
    return new Opening(Server.base(), path);
  }

  public static Opening at(URI base, String path) {
    return new Opening(base, path);
  }

  /** A handshake in the making. */
  public static final class Opening {
    private static final HttpClient HTTP =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final List<String> headers = new ArrayList<>();
    private final List<String> subprotocols = new ArrayList<>();
    private String path;

    private Opening(URI base, String path) {
      this.base = base;
      this.path = path;
    }

    /** The token in the header: what programs do. */
    public Opening bearer(String token) {
      return header("Authorization", "Bearer " + token);
    }

    /** A query parameter: {@code token} or {@code ticket}. */
    public Opening query(String name, String value) {
      String text = name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
      path += (path.contains("?") ? "&" : "?") + text;
      return this;
    }

    public Opening header(String name, String value) {
      headers.add(name);
      headers.add(value);
      return this;
    }

    public Opening subprotocol(String name) {
      subprotocols.add(name);
      return this;
    }

    /** Shakes hands and waits for nothing more. */
    public ChatClient open() {
      return new ChatClient(this);
    }

    /** Shakes hands and waits until the server has said who is connected. */
    public ChatClient connect() {
      ChatClient client = open();
      client.await("connected");
      return client;
    }

    /** The status with which the server refuses this handshake; 101 where it does not. */
    public int refusal() {
      try {
        new ChatClient(this).close();
        return 101;
      } catch (Refusal e) {
        return e.status;
      }
    }

    private WebSocket connect(WebSocket.Listener listener) {
      WebSocket.Builder builder = HTTP.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(20));
      for (int i = 0; i < headers.size(); i += 2) {
        builder.header(headers.get(i), headers.get(i + 1));
      }
      if (!subprotocols.isEmpty()) {
        builder.subprotocols(
            subprotocols.get(0),
            subprotocols.subList(1, subprotocols.size()).toArray(String[]::new));
      }
      String address = base.resolve(path).toString().replaceFirst("^http", "ws");
      try {
        return builder.buildAsync(URI.create(address), listener).join();
      } catch (CompletionException e) {
        throw new Refusal(e.getCause());
      }
    }
  }

  /** The handshake failed. */
  public static final class Refusal extends IllegalStateException {
    private static final long serialVersionUID = 1;

    final int status;

    Refusal(Throwable cause) {
      super(cause.toString(), cause);
      status =
          cause instanceof WebSocketHandshakeException handshake
              ? handshake.getResponse().statusCode()
              : 0;
    }

    /** What the refused handshake was answered with. */
    public HttpHeaders headers() {
      return ((WebSocketHandshakeException) getCause()).getResponse().headers();
    }
  }

  /** Sends one command: names and values in turn, the type first. */
  public void send(String type, Object... fields) {
    sendText(command(type, fields).toString());
  }

  private static Json command(String type, Object... fields) {
    return Json.object("type", type).with(fields);
  }

  /** Sends a command with an id of its own and gives the first answer that bears it. */
  public Json ask(String type, Object... fields) {
    String id = Unique.text("id-");
    send(command(type, fields).with("id", id));
    return await("the answer to " + type, frame -> id.equals(frame.textOrNull("id")), PATIENCE);
  }

  public void send(Json frame) {
    sendText(frame.toString());
  }

  /** The JDK allows one send at a time. */
  public synchronized void sendText(String text) {
    finish(socket.sendText(text, true));
  }

  public synchronized void sendBinary(byte[] bytes) {
    finish(socket.sendBinary(ByteBuffer.wrap(bytes), true));
  }

  private static void finish(CompletableFuture<?> sending) {
    try {
      sending.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
      throw new Gone(e);
    }
  }

  /** The socket took no more. */
  public static final class Gone extends IllegalStateException {
    private static final long serialVersionUID = 1;

    Gone(Throwable cause) {
      super(cause);
    }
  }

  /** Joins and gives what the server told about the conversation. */
  public Json join(long channel) {
    Json answer = ask("join_channel", "channel_id", channel);
    if (!"channel_joined".equals(answer.text("type"))) {
      throw new AssertionError("not joined: " + answer);
    }
    return answer.at("data");
  }

  /** Sends a message and gives the acknowledgement's data. */
  public Json say(long channel, String content) {
    Json answer =
        ask("message", "channel_id", channel, "content", content, "client_id", Unique.text("c-"));
    if (!"message_sent".equals(answer.text("type"))) {
      throw new AssertionError("not sent: " + answer);
    }
    return answer.at("data");
  }

  /** Waits for the event that tells of a message with this content. */
  public Json awaitMessage(String content) {
    return await("new_message", frame -> content.equals(frame.textOrNull("data.message.content")))
        .at("data.message");
  }

  /** The code of the error that answers this frame. */
  public String errorCode(Json frame) {
    String id = Unique.text("id-");
    send(frame.with("id", id));
    return await("the error", answer -> id.equals(answer.textOrNull("id")), PATIENCE)
        .text("data.code");
  }

  /** A ping there and back: whatever the server had queued for this socket before has come. */
  public ChatClient settle() {
    ask("ping");
    return this;
  }

  public String subprotocol() {
    return socket.getSubprotocol();
  }

  /** Says goodbye. */
  @Override
  public void close() {
    if (!socket.isOutputClosed()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(e -> socket);
    }
  }

  /** Goes without a word. */
  public void cut() {
    socket.abort();
    closed(CUT, "cut by the test");
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private final java.io.ByteArrayOutputStream binary = new java.io.ByteArrayOutputStream();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        if (DEFLATE.equals(from.getSubprotocol()) && isLong(text.toString())) {
          breached("a long frame came as text: " + text);
        }
        received(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      binary.writeBytes(bytes);
      if (last) {
        try {
          String inflated = Deflated.text(binary.toByteArray());
          if (!isLong(inflated)) {
            breached("a short frame came deflated: " + inflated);
          }
          received(inflated);
        } catch (IOException e) {
          closed(CUT, "unreadable binary frame: " + e.getMessage());
        }
        binary.reset();
      }
      from.request(1);
      return null;
    }

    private static boolean isLong(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length >= 1024;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed(code, reason);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed(CUT, error.toString());
    }
  }
}
