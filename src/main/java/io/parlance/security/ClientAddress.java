package io.parlance.security;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Which address a request comes from: that of its peer, or whom the peer names in {@code
 * X-Forwarded-For} where it is a proxy of {@code parlance.proxies}. Anybody can write that header,
 * so it is read from the right, where the last proxy wrote, and no further than proxies are known.
 */
@ApplicationScoped
public class ClientAddress {
  private static final String KEY = "parlance.proxies";
  private static final String HEADER = "X-Forwarded-For";

  /** So many values are read, however long the header is. */
  private static final int MOST_HOPS = 16;

  /** Of a value: an IPv6 address in brackets, and a port. */
  private static final int LONGEST_VALUE = 60;

  /** Of four hexadecimal digits each: 64 bits. */
  private static final int NETWORK_GROUPS = 4;

  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::\\d{1,5})?|([0-9.]+):\\d{1,5}");

  // Written once, at startup.
  private final List<AddressRange> proxies = new ArrayList<>();

  @PostConstruct
  void open() {
    open(ConfigProvider.getConfig(ClientAddress.class.getClassLoader()));
  }

  void open(Config config) {
    for (String proxy : config.getOptionalValue(KEY, String.class).orElse("").split(",", -1)) {
      if (!proxy.isBlank()) {
        proxies.add(range(proxy.strip()));
      }
    }
  }

  private static AddressRange range(String proxy) {
    try {
      return AddressRange.of(proxy);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(KEY + ": " + e.getMessage(), e);
    }
  }

  /**
   * What limits count by: the address as a text; of an IPv6 address its network, the first 64 bits,
   * since whoever has one of its addresses has them all.
   */
  public String of(HttpServletRequest request) {
    String peer = request.getRemoteAddr();
    return peer == null
        ? null
        : of(peer, proxies.isEmpty() ? List.of() : Collections.list(request.getHeaders(HEADER)));
  }

  /** The same of the peer and the lines of the header, in their order. */
  String of(String peer, List<String> lines) {
    String client = client(peer, lines);
    return AddressRange.address(withoutZone(client))
        .filter(ClientAddress::isOneOfMany)
        .map(ClientAddress::network)
        .orElse(client);
  }

  /** Not this machine, and not the neighbours, who have one network together. */
  private static boolean isOneOfMany(InetAddress address) {
    return address instanceof Inet6Address
        && !address.isLoopbackAddress()
        && !address.isLinkLocalAddress();
  }

  private static String network(InetAddress address) {
    ByteBuffer bits = ByteBuffer.wrap(address.getAddress());
    StringBuilder network = new StringBuilder();
    for (int i = 0; i < NETWORK_GROUPS; i++) {
      network.append(Integer.toHexString(bits.getChar())).append(':');
    }
    return network.append(":/64").toString();
  }

  /**
   * Whom the proxies name. What is no address is not passed: the client is then the last proxy
   * before it.
   */
  private String client(String peer, List<String> lines) {
    if (AddressRange.address(withoutZone(peer)).filter(this::isProxy).isEmpty()) {
      return peer;
    }
    String values = String.join(",", lines);
    String client = peer;
    int end = values.length();
    for (int hop = 0; hop < MOST_HOPS && end >= 0; hop++) {
      int comma = values.lastIndexOf(',', end - 1);
      Optional<InetAddress> address = address(values.substring(comma + 1, end).strip());
      client = address.map(InetAddress::getHostAddress).orElse(client);
      if (address.filter(this::isProxy).isEmpty()) {
        return client;
      }
      end = comma;
    }
    return client;
  }

  private boolean isProxy(InetAddress address) {
    return proxies.stream().anyMatch(range -> range.contains(address));
  }

  /** Some proxies tell the client's port as well. */
  private static Optional<InetAddress> address(String value) {
    if (value.length() > LONGEST_VALUE) {
      return Optional.empty();
    }
    Matcher parts = WITH_PORT.matcher(value);
    if (!parts.matches()) {
      return AddressRange.address(value);
    }
    return AddressRange.address(parts.group(1) == null ? parts.group(2) : parts.group(1));
  }

  /** A server tells with a local address over which of its networks it came: {@code fe80::1%2}. */
  private static String withoutZone(String peer) {
    int zone = peer.indexOf('%');
    return zone < 0 ? peer : peer.substring(0, zone);
  }
}
