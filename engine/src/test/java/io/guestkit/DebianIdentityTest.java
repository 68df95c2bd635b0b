package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.CloudInit;
import io.guestkit.report.Inspection;
import io.guestkit.report.Kernel;
import io.guestkit.report.Moment;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.VmTool;
import io.guestkit.testing.Guests;
import io.guestkit.testing.Guests.TrueFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whose machine a Debian guest is, and its life, against the kernel's and systemd's word. */
class DebianIdentityTest {

  private static OperatingSystem system() throws IOException {
    try (GuestKit guestkit = GuestKit.create()) {
      Inspection report =
          guestkit
              .inspect(Machine.of(Guests.made("deb12.raw")), InspectOptions.DEFAULT)
              .inspection();
      return report.operatingSystems().getFirst();
    }
  }

  private static Instant instant(String seconds) {
    BigDecimal time = new BigDecimal(seconds);
    long whole = time.longValue();
    return Instant.ofEpochSecond(
        whole, time.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue());
  }

  @Test
  void knowsTheMachineAndItsLife() throws IOException {
    OperatingSystem system = system();
    Map<String, TrueFile> files = Guests.files("deb12-root");

    assertThat(system.medium()).isEqualTo("installed");
    assertThat(system.fqdn()).isEqualTo("web01.example.net");
    assertThat(system.installDate())
        .isEqualTo(
            new Moment(
                instant(Objects.requireNonNull(files.get("var/log/bootstrap.log")).modified()),
                "/var/log/bootstrap.log"));
    Moment active = Objects.requireNonNull(system.lastActivity());
    for (String log : List.of("wtmp", "btmp", "lastlog", "dpkg.log")) {
      TrueFile file = Objects.requireNonNull(files.get("var/log/" + log));
      assertThat(active.at()).isAfterOrEqualTo(instant(file.modified()));
    }
    TrueFile newest = Objects.requireNonNull(files.get(active.path().substring(1)));
    assertThat(active.at()).isEqualTo(instant(newest.modified()));
  }

  @Test
  void knowsItsKernelAndTheProgramsOfItsCloud() throws IOException {
    OperatingSystem system = system();
    List<String> units = Files.readAllLines(Guests.truth("units.txt"));

    assertThat(system.kernels()).isNotEmpty();
    assertThat(system.kernels()).extracting(Kernel::arch).containsOnly("x86_64");
    assertThat(system.vmTools())
        .containsExactly(
            new VmTool("qemu-guest-agent", "/usr/sbin/qemu-ga"),
            new VmTool("cloud-init", "/usr/bin/cloud-init"));
    CloudInit cloudInit = Objects.requireNonNull(system.cloudInit());
    assertThat(cloudInit.enabled()).isEqualTo(units.contains("cloud-init.service enabled"));
    assertThat(cloudInit.datasourceList()).isEmpty(); // debconf was not asked
    assertThat(cloudInit.datasource()).isNull();
    assertThat(cloudInit.instanceId()).isNull();
  }
}
