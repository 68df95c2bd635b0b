package io.guestkit.inspect.network.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  /** RFC 5952, 4 and 5, and what inet_ntop(3) makes of them. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:0db8::0001, 2001:db8::1",
    "2001:DB8:0:0:0:0:2:1, 2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "0:0:3:4:5:6:7:8, ::3:4:5:6:7:8",
    "fe80::1%eth0, fe80::1",
    "::ffff:192.0.2.1, ::ffff:192.0.2.1",
    "::ffff:c000:201, ::ffff:192.0.2.1",
    "::1.2.3.4, ::1.2.3.4",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
  })
  void writesAsIpDoes(String text, String written) {
    assertThat(IpAddress.parse(text)).get().hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "1.2.3.-4",
        "1..2.3",
        "1.2.3.4 ",
        "0001.2.3.4",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "1::2::3",
        "12345::",
        "::g",
        ":1::",
        "1::2:",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::1.2.3",
        "$IP",
      })
  void refusesWhatIsNoAddress(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, '', 10.1.2.3/8",
    "172.16.0.1, '', 172.16.0.1/16",
    "192.0.2.1, '', 192.0.2.1/24",
    "192.0.2.1, 255.255.255.128, 192.0.2.1/25",
    "192.0.2.1, 0.0.0.0, 192.0.2.1/0",
    "192.0.2.1, 255.255.255.255, 192.0.2.1/32",
    "192.0.2.1/26, 255.255.255.0, 192.0.2.1/26",
    "192.0.2.1/255.255.255.0, '', 192.0.2.1/24",
    "2001:db8::1, '', 2001:db8::1/128",
    "2001:db8::1, 64, 2001:db8::1/64",
  })
  void takesLengthsMasksAndClasses(String address, String mask, String written) {
    assertThat(Cidr.classful(address, mask)).get().hasToString(written);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 33",
    "192.0.2.1, 255.0.255.0",
    "192.0.2.1, 'ffff::'",
    "2001:db8::1, 129",
    "2001:db8::1, 255.255.255.0",
    "192.0.2.1, x",
  })
  void refusesWhatIsNoMask(String address, String mask) {
    assertThat(Cidr.classful(address, mask)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1.1.1.1, 1.1.1.1",
    "1.1.1.1:853, 1.1.1.1",
    "1.1.1.1#one.example, 1.1.1.1",
    "1.1.1.1:53%eth0#one.example, 1.1.1.1",
    "2001:db8::53, 2001:db8::53",
    "[2001:db8::53]:53#x, 2001:db8::53",
    "fe80::1%eth0, fe80::1",
    "dns+tls://9.9.9.9, 9.9.9.9",
  })
  void takesTheAddressOfANameServer(String text, String address) {
    assertThat(NameServer.address(text)).hasValue(address);
  }

  @ParameterizedTest
  @CsvSource({
    "52:54:00:AB:CD:EF, 52:54:00:ab:cd:ef",
    "52-54-00-ab-cd-ef, 52:54:00:ab:cd:ef",
  })
  void writesHardwareAddressesAsIpDoes(String text, String written) {
    assertThat(HardwareAddress.parse(text)).hasValue(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "random", "stable", "52:54:00:ab:cd", "52:54:00:ab:cd:eg", "525400abcdef"})
  void refusesWhatIsNoHardwareAddress(String text) {
    assertThat(HardwareAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "eth2, eth10",
    "eth, eth0",
    "a1b2, a1b10",
    "eth01, eth2",
    "eth0, eth0.5",
    "br0, eth0",
    "eth0, eth00",
  })
  void ordersNumbersInNames(String first, String second) {
    assertThat(NaturalOrder.compare(first, second)).isNegative();
    assertThat(NaturalOrder.compare(second, first)).isPositive();
    assertThat(NaturalOrder.compare(first, first)).isZero();
  }
}
