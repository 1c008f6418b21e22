package io.parlance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
  private static final String PROXY = "10.0.0.7";
  private static final String OTHER_PROXY = "10.1.2.3";
  private static final String CLIENT = "203.0.113.9";

  private final ClientAddress addresses = trusting(" 10.0.0.7, 10.1.0.0/16,,2001:db8:1::/48 ");

  private static ClientAddress trusting(String proxies) {
    ClientAddress addresses = new ClientAddress();
    addresses.open(new MapConfig(Map.of("parlance.proxies", proxies)));
    return addresses;
  }

  private String behindProxy(String... lines) {
    return addresses.of(PROXY, List.of(lines));
  }

  @Test
  void proxysWordIsTaken() {
    assertThat(behindProxy(CLIENT)).isEqualTo(CLIENT);
  }

  @Test
  void strangersWordIsNot() {
    assertThat(addresses.of("198.51.100.1", List.of(CLIENT))).isEqualTo("198.51.100.1");
    assertThat(addresses.of("10.0.0.8", List.of(CLIENT))).isEqualTo("10.0.0.8");
    assertThat(addresses.of("2001:db8:2::1", List.of(CLIENT))).isEqualTo("2001:db8:2:0::/64");
    assertThat(addresses.of("somewhere", List.of(CLIENT))).isEqualTo("somewhere");
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:2:3:4:5:6:7, 2001:db8:2:3::/64",
    "2001:db8:2:3:ffff:ffff:ffff:ffff, 2001:db8:2:3::/64",
    "2001:db8:2:4::1, 2001:db8:2:4::/64",
    "2001:DB8:2:3::7%eth0, 2001:db8:2:3::/64",
    "::ffff:203.0.113.9, ::ffff:203.0.113.9",
    "203.0.113.9, 203.0.113.9",
    "::1, ::1",
    "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1",
    "fe80::1%2, fe80::1%2"
  })
  void ipv6CountsByItsNetwork(String peer, String counted) {
    assertThat(addresses.of(peer, List.of())).isEqualTo(counted);
    assertThat(trusting("").of(peer, List.of())).isEqualTo(counted);
  }

  @Test
  void nobodyIsTrustedUnlessNamed() {
    ClientAddress unset = new ClientAddress();
    unset.open(new MapConfig(Map.of()));
    assertThat(unset.of("127.0.0.1", List.of(CLIENT))).isEqualTo("127.0.0.1");
    assertThat(trusting(" ").of("127.0.0.1", List.of(CLIENT))).isEqualTo("127.0.0.1");
  }

  @Test
  void whatTheClientWroteBeforeIsNotRead() {
    assertThat(behindProxy("198.51.100.1, " + CLIENT)).isEqualTo(CLIENT);
    assertThat(behindProxy("garbage, " + PROXY + ", " + CLIENT)).isEqualTo(CLIENT);
  }

  @Test
  void chainOfProxiesIsPassed() {
    assertThat(behindProxy("198.51.100.1, " + CLIENT + " ,10.1.0.1,\t" + OTHER_PROXY))
        .isEqualTo(CLIENT);
    assertThat(addresses.of("2001:db8:1::5", List.of(CLIENT + ",2001:db8:1::6"))).isEqualTo(CLIENT);
  }

  @Test
  void linesAreReadAsOne() {
    assertThat(behindProxy("198.51.100.1", CLIENT, OTHER_PROXY)).isEqualTo(CLIENT);
    assertThat(behindProxy("198.51.100.1, " + CLIENT, OTHER_PROXY)).isEqualTo(CLIENT);
    assertThat(behindProxy("198.51.100.1", CLIENT + ", " + OTHER_PROXY)).isEqualTo(CLIENT);
  }

  @Test
  void withoutTheHeaderItIsTheProxy() {
    assertThat(behindProxy()).isEqualTo(PROXY);
    assertThat(behindProxy("")).isEqualTo(PROXY);
  }

  @Test
  void whereAllAreProxiesItIsTheFirst() {
    assertThat(behindProxy("10.1.0.1, 10.1.0.2")).isEqualTo("10.1.0.1");
  }

  @Test
  void whereEverybodyIsAProxyItIsTheFirst() {
    ClientAddress everybody = trusting("0.0.0.0/0,::/0");
    assertThat(everybody.of("192.0.2.1", List.of("198.51.100.1, 2001:db8::1")))
        .isEqualTo("198.51.100.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "_hidden",
        "localhost",
        "client.example.org",
        "203.0.113.256",
        "203.0.113.9:port",
        "203.0.113.9:",
        "203.0.113.9:123456",
        "[2001:db8::9",
        "[2001:db8::9]8080",
        "[]",
        "[unknown]:80",
        "2001:db8::9::1",
        "203.0.113.9;",
        "\"203.0.113.9\"",
        "",
        " "
      })
  void garbageEndsTheWalk(String garbage) {
    assertThat(behindProxy(garbage)).isEqualTo(PROXY);
    assertThat(behindProxy(CLIENT + "," + garbage)).isEqualTo(PROXY);
    assertThat(behindProxy(CLIENT + "," + garbage + "," + OTHER_PROXY)).isEqualTo(OTHER_PROXY);
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9:41234, 203.0.113.9",
    "[2001:db8::9]:41234, 2001:db8:0:0::/64",
    "[2001:db8::9], 2001:db8:0:0::/64",
    "2001:DB8::9, 2001:db8:0:0::/64",
    "2001:db8:0::0:9, 2001:db8:0:0::/64",
    "::ffff:203.0.113.9, 203.0.113.9"
  })
  void portsAreLeftOutAndOneAddressHasOneText(String value, String address) {
    assertThat(behindProxy(value)).isEqualTo(address);
    assertThat(behindProxy(value + ", " + OTHER_PROXY + ":443")).isEqualTo(address);
  }

  @Test
  void proxyIsKnownInEachOfItsTexts() {
    assertThat(addresses.of("2001:db8:1:0:0:0:0:5", List.of(CLIENT))).isEqualTo(CLIENT);
    assertThat(addresses.of("2001:db8:1::5%eth0", List.of(CLIENT))).isEqualTo(CLIENT);
    assertThat(addresses.of("::ffff:10.0.0.7", List.of(CLIENT))).isEqualTo(CLIENT);
  }

  @Test
  void longHeaderIsReadToABound() {
    String proxies = "10.1.0.1,".repeat(100_000) + OTHER_PROXY;
    assertThat(behindProxy(CLIENT + "," + proxies)).isEqualTo("10.1.0.1");
    assertThat(behindProxy("1".repeat(1_000_000))).isEqualTo(PROXY);
    assertThat(behindProxy(",".repeat(1_000_000))).isEqualTo(PROXY);
    assertThat(addresses.of(PROXY, Collections.nCopies(100_000, "10.1.0.1"))).isEqualTo("10.1.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example.org", "10.0.0.0/33", "10.0.0.7;10.0.0.8", "true"})
  void brokenConfigurationIsRefused(String broken) {
    assertThatThrownBy(() -> trusting("10.0.0.7, " + broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("parlance.proxies: " + broken + " is no IP address or range");
  }
}
