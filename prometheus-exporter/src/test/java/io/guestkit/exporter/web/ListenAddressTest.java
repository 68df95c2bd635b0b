package io.guestkit.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

  @ParameterizedTest
  @CsvSource({":10480,'',10480", "localhost:0,localhost,0", "[::1]:65535,::1,65535"})
  void reads(String text, String host, int port) {
    ListenAddress address = ListenAddress.parse(text);

    assertThat(address).isEqualTo(new ListenAddress(host, port));
    assertThat(address).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10480", "localhost", ":", ":x", ":-1", ":65536", "::1:80", ":٣"})
  void refuses(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ListenAddress.parse(text))
        .withMessageContaining("no address to listen on");
  }
}
