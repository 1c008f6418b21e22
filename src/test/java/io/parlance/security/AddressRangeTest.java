package io.parlance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  private static boolean contains(String range, String address) {
    return AddressRange.of(range).contains(AddressRange.address(address).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, 10.0.0.7",
    "10.0.0.7/32, 10.0.0.7",
    "10.0.0.0/8, 10.0.0.0",
    "10.0.0.0/8, 10.255.255.255",
    "10.9.9.9/8, 10.1.2.3",
    "10.1.0.128/25, 10.1.0.128",
    "10.1.0.128/25, 10.1.0.255",
    "10.1.0.6/31, 10.1.0.7",
    "172.16.0.0/12, 172.31.255.255",
    "0.0.0.0/0, 255.255.255.255",
    "128.0.0.0/1, 200.0.0.1",
    "::1, 0:0:0:0:0:0:0:1",
    "2001:db8::/32, 2001:DB8:ffff::1",
    "2001:db8::/33, 2001:db8:7fff::1",
    "fe80::/10, febf::1",
    "::/0, ffff::1",
    "::ffff:10.0.0.7, 10.0.0.7",
    "10.0.0.0/8, ::ffff:10.0.0.7"
  })
  void addressWithinIsFound(String range, String address) {
    assertThat(contains(range, address)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, 10.0.0.8",
    "10.0.0.0/8, 9.255.255.255",
    "10.0.0.0/8, 11.0.0.0",
    "10.1.0.128/25, 10.1.0.127",
    "10.1.0.128/25, 10.1.1.128",
    "10.1.0.6/31, 10.1.0.5",
    "172.16.0.0/12, 172.32.0.0",
    "128.0.0.0/1, 127.255.255.255",
    "2001:db8::/32, 2001:db9::",
    "2001:db8::/33, 2001:db8:8000::",
    "fe80::/10, fec0::1",
    "::/0, 10.0.0.7",
    "0.0.0.0/0, ::1"
  })
  void addressOutsideIsNot(String range, String address) {
    assertThat(contains(range, address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/+8",
        "10.0.0.0/8/8",
        "10.0.0.0/255.0.0.0",
        "10.0.0.0 /8",
        "::1/129",
        "::1/9999999999",
        "::ffff:10.0.0.0/104",
        "[::1]",
        "10.0.0.7:80",
        "proxy.example.org",
        "proxy.example.org/24",
        "*"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> AddressRange.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(text + " is no IP address or range");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ".",
        ".:",
        "10",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.0.1",
        "10.0.0.07",
        "0x0a.0.0.7",
        "167772167",
        " 10.0.0.7",
        "1.2.3:4",
        ":::",
        "1::2::3",
        "12345::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "::ffff:10.0.0.256",
        "fe80::1%eth0",
        "localhost",
        "dead.beef",
        "beef",
        "unknown"
      })
  void whatIsNoAddressIsNotLookedUp(String text) {
    assertThat(AddressRange.address(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "255.249.199.9, 255.249.199.9",
    "2001:DB8::1, 2001:db8:0:0:0:0:0:1",
    "::, 0:0:0:0:0:0:0:0",
    "::ffff:192.0.2.1, 192.0.2.1",
    "2001:db8::192.0.2.1, 2001:db8:0:0:0:0:c000:201"
  })
  void oneAddressHasOneText(String literal, String text) {
    assertThat(AddressRange.address(literal).map(InetAddress::getHostAddress)).hasValue(text);
  }
}
