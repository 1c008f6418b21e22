package io.parlance.security;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The IP addresses that begin with the same bits; where all bits count, that is one address. */
record AddressRange(InetAddress network, int bits) {
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

  // What the JDK reads as an address or not at all: whatever else it would look up as a name.
  private static final Pattern LITERAL =
      Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}|(?=[^:]*:)[0-9A-Fa-f:][0-9A-Fa-f:.]{1,44}");

  private static final Pattern RANGE = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");

  /**
   * Reads {@code 10.0.0.7}, {@code 10.0.0.0/8} or {@code 2001:db8::/32}.
   *
   * @throws IllegalArgumentException where the text is anything else
   */
  static AddressRange of(String text) {
    Matcher parts = RANGE.matcher(text);
    if (!parts.matches()) {
      throw refused(text);
    }
    InetAddress network = address(parts.group(1)).orElseThrow(() -> refused(text));
    int all = network.getAddress().length * Byte.SIZE;
    int bits = parts.group(2) == null ? all : Integer.parseInt(parts.group(2));
    if (bits > all) {
      throw refused(text);
    }
    return new AddressRange(network, bits);
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        text + " is no IP address or range, such as 10.0.0.7, 10.0.0.0/8 or 2001:db8::/32");
  }

  /** The address that is written there; empty for anything else. Nothing is ever looked up. */
  static Optional<InetAddress> address(String literal) {
    if (!LITERAL.matcher(literal).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getAllByName(literal)[0]);
    } catch (UnknownHostException e) {
      // colons, but in no order that means anything
      return Optional.empty();
    }
  }

  boolean contains(InetAddress address) {
    byte[] ours = network.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    int differing = new BigInteger(1, ours).xor(new BigInteger(1, theirs)).bitLength();
    return differing <= ours.length * Byte.SIZE - bits;
  }
}
