package io.guestkit.inspect.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.Resolver;
import io.guestkit.testing.Guests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The network that make-guests gives the Debian guest, in netplan and ifupdown. */
class DebianGuestNetworkTest {

  @ParameterizedTest
  @ValueSource(strings = {"deb12.raw", "deb12-xfs.raw", "deb12-btrfs.raw", "deb12-mbr.raw"})
  void isReportedFromEveryLayout(String image) throws IOException {
    OperatingSystem system;
    try (GuestKit guestkit = GuestKit.create()) {
      system =
          guestkit
              .inspect(Machine.of(Guests.made(image)), InspectOptions.DEFAULT)
              .inspection()
              .operatingSystems()
              .getFirst();
    }
    List<String> lines = new ArrayList<>();
    system.networkInterfaces().forEach(each -> lines.add(Interfaces.line(each)));

    assertThat(lines)
        .containsExactly(
            "ens3 ethernet up cidr=192.0.2.10/24,2001:db8::10/64 gateway=192.0.2.1 dns=192.0.2.53"
                + " search=example.net mac=52:54:00:12:34:56",
            "ens4 ethernet up dhcp4",
            "ens5 ethernet up cidr=198.51.100.7/24 gateway=198.51.100.1",
            "lo loopback up");
    assertThat(system.resolver())
        .isEqualTo(new Resolver(List.of("192.0.2.53"), List.of("example.net"), "/etc/resolv.conf"));
  }
}
