package io.guestkit.inspect.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/etc/hostname | web01.example.net | web01.example.net",
        "/etc/hostname | '# comment\n\n  host  \nother\n' | host",
        "/etc/HOSTNAME | suse.example.net | suse.example.net",
        "/etc/sysconfig/network | 'NETWORKING=yes\nHOSTNAME=\"rhel.example.net\"\n' | rhel.example.net",
        "/etc/conf.d/hostname | 'hostname=\"gentoo\"\n' | gentoo",
        "/etc/hostname | '' |",
        "/etc/sysconfig/network | 'NETWORKING=yes\n' |",
      })
  void findsTheNameWhereEachDistributionKeepsIt(String path, String text, @Nullable String name)
      throws IOException {
    assertThat(Guests.inspect(MemoryFilesystem.create().file(path, text)).hostname())
        .isEqualTo(name);
  }
}
