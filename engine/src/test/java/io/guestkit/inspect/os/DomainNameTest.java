package io.guestkit.inspect.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web01.example.net | '127.0.0.1 localhost\n' | web01.example.net",
        "web01 | '127.0.0.1 localhost\n127.0.1.1\tweb01.example.net web01\n' | web01.example.net",
        "web01 | '127.0.1.1 web01 web01.example.net' | web01.example.net",
        "web01 | '127.0.1.1 WEB01.example.net Web01 # ours' | WEB01.example.net",
        "web01 | '# 127.0.1.1 web01.example.net web01\n' |",
        "web01 | '127.0.1.1 web01\n' |",
        "web01 | '127.0.1.1 web011.example.net web011\n' |",
        "web01 | '10.0.0.1 gw # web01.example.net web01\n' |",
        "web01 | '127.0.1.1 web01\n10.0.0.9 web01.example.org web01\n' | web01.example.org",
      })
  void findsTheNameAsHostnameDoes(String hostname, String hosts, @Nullable String name)
      throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create().file("/etc/hostname", hostname + "\n").file("/etc/hosts", hosts);

    assertThat(Guests.inspect(tree, "fqdn").fqdn()).isEqualTo(name);
  }

  @Test
  void aSystemWithoutAHostNameHasNone() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create().file("/etc/hosts", "127.0.0.1 localhost.localdomain localhost");

    assertThat(Guests.inspect(tree, "fqdn").fqdn()).isNull();
  }

  @Test
  void survivesDamage() {
    Mutations.run(
        "127.0.0.1 localhost\n127.0.1.1\tweb01.example.net web01 # x\n"
            .getBytes(StandardCharsets.US_ASCII),
        List.of(),
        (damaged, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/hostname", "web01\n")
                    .file("/etc/hosts", damaged),
                "fqdn"));
  }
}
