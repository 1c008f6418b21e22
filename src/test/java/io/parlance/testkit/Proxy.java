package io.parlance.testkit;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A bad network between clients and the server: it cuts connections, and loses acknowledgements
 * while everything else gets through. It knows WebSocket frames, so what it loses is lost whole.
 */
public final class Proxy implements AutoCloseable {
  private static final byte[] REFUSED =
      "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.ISO_8859_1);

  private final URI server;
  private final ServerSocket door;
  private final Random random;
  private final Set<Line> lines = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger dropped = new AtomicInteger();
  private volatile double losing;
  private volatile boolean away;
  private volatile boolean socketsBlocked;
  private volatile UnaryOperator<String> wording = UnaryOperator.identity();

  private Proxy(URI server, long seed) throws IOException {
    this.server = server;
    this.random = new Random(seed);
    this.door = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
  }

  public static Proxy to(URI server, long seed) {
    try {
      Proxy proxy = new Proxy(server, seed);
      start("proxy-door", proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort() + "/");
  }

  /** From now on this share of all acknowledgements is lost, on sockets and over REST. */
  public Proxy losingAcknowledgements(double share) {
    losing = share;
    return this;
  }

  /** While away it cuts what there is and lets nobody in, as a pulled cable would. */
  public void away(boolean now) {
    away = now;
    if (now) {
      cut(1);
    }
  }

  /** Answers every WebSocket handshake with 502, as proxies do that do not know it. */
  public Proxy blockingSockets(boolean now) {
    socketsBlocked = now;
    if (now) {
      cut(1);
    }
    return this;
  }

  /**
   * From now on answers over HTTP say this instead of that, as a server does after an upgrade. The
   * two are equally long.
   */
  public void rewording(String before, String after) {
    if (before.length() != after.length()) {
      throw new IllegalArgumentException(before + " and " + after);
    }
    wording = text -> text.replace(before, after);
  }

  /** Cuts this share of the connections; 1 is all of them. */
  public void cut(double share) {
    for (Line line : List.copyOf(lines)) {
      if (share >= 1 || chance(share)) {
        cuts.incrementAndGet();
        line.cut();
      }
    }
  }

  public int cuts() {
    return cuts.get();
  }

  public int dropped() {
    return dropped.get();
  }

  private synchronized boolean chance(double share) {
    return share > 0 && random.nextDouble() < share;
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 128 * 1024);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        if (away) {
          client.close();
          continue;
        }
        try {
          Line line = new Line(client, new Socket(server.getHost(), server.getPort()));
          lines.add(line);
          start("proxy-up", line::up);
          start("proxy-down", line::down);
        } catch (IOException serverIsAway) {
          client.close();
        }
      }
    } catch (IOException closed) {
      cut(1);
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut(1);
  }

  /** One connection through the proxy. */
  private final class Line {
    private final Socket client;
    private final Socket upstream;

    Line(Socket client, Socket upstream) throws IOException {
      this.client = client;
      this.upstream = upstream;
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
    }

    void cut() {
      lines.remove(this);
      for (Socket socket : new Socket[] {client, upstream}) {
        try {
          socket.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    void up() {
      try {
        InputStream in = new BufferedInputStream(client.getInputStream(), 65_536);
        OutputStream out = upstream.getOutputStream();
        String head = head(in);
        if (socketsBlocked && head.toLowerCase(Locale.ROOT).contains("upgrade: websocket")) {
          client.getOutputStream().write(REFUSED);
        } else {
          out.write(head.getBytes(StandardCharsets.ISO_8859_1));
          pump(out, in);
        }
      } catch (IOException end) {
        cut();
        return;
      }
      cut();
    }

    void down() {
      try {
        InputStream in = new BufferedInputStream(upstream.getInputStream(), 65_536);
        OutputStream out = client.getOutputStream();
        if (opensSocket(in, out)) {
          frames(new DataInputStream(in), out);
        } else {
          answers(in, out);
        }
      } catch (IOException end) {
        cut();
        return;
      }
      cut();
    }

    private static String head(InputStream in) throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int c = in.read();
        if (c < 0) {
          throw new IOException("ended in the head");
        }
        head.append((char) c);
      }
      return head.toString();
    }

    /** Hands on the head of the first answer; true where it opens a WebSocket. */
    private boolean opensSocket(InputStream in, OutputStream out) throws IOException {
      String head = head(in);
      boolean socket = head.contains(" 101 ");
      if (!socket && chance(losing)) {
        dropped.incrementAndGet();
        throw new IOException("answer lost");
      }
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return socket;
    }

    /** REST: an answer is lost by cutting the connection where it begins. */
    private void answers(InputStream in, OutputStream out) throws IOException {
      byte[] buffer = new byte[65_536];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        String start = new String(buffer, 0, Math.min(read, 9), StandardCharsets.ISO_8859_1);
        if (start.startsWith("HTTP/1.1 ") && chance(losing)) {
          dropped.incrementAndGet();
          throw new IOException("answer lost");
        }
        String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        out.write(wording.apply(text).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
      }
    }

    private void frames(DataInputStream in, OutputStream out) throws IOException {
      while (true) {
        List<Integer> head = new ArrayList<>(List.of(in.readUnsignedByte()));
        head.add(in.readUnsignedByte());
        int wide =
            switch (head.get(1) & 0x7f) {
              case 126 -> 2;
              case 127 -> 8;
              default -> 0;
            };
        long length = wide == 0 ? head.get(1) & 0x7f : 0;
        for (int i = 0; i < wide; i++) {
          head.add(in.readUnsignedByte());
          length = length << 8 | head.get(head.size() - 1);
        }
        byte[] payload = in.readNBytes(Math.toIntExact(length));
        if (isAcknowledgement(payload) && chance(losing)) {
          dropped.incrementAndGet();
          continue;
        }
        byte[] frame = new byte[head.size() + payload.length];
        for (int i = 0; i < head.size(); i++) {
          frame[i] = head.get(i).byteValue();
        }
        System.arraycopy(payload, 0, frame, head.size(), payload.length);
        out.write(frame);
        out.flush();
      }
    }

    private boolean isAcknowledgement(byte[] payload) {
      return new String(payload, 0, Math.min(payload.length, 2000), StandardCharsets.ISO_8859_1)
          .contains("\"message_sent\"");
    }

    private void pump(OutputStream out, InputStream in) throws IOException {
      byte[] buffer = new byte[65_536];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        out.flush();
      }
    }
  }
}
