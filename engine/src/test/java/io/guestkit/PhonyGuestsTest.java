package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Inspection;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.OperatingSystem;
import io.guestkit.testing.Guests;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small guests whose release files and mounts are known. */
class PhonyGuestsTest {

  /** What the release file says, and a root on XFS beside an EFI system partition. */
  @ParameterizedTest
  @CsvSource({
    "rhel9-sqlite, rhel, Red Hat Enterprise Linux 9.4 (Plow), 9, 4",
    "mariner2-real, mariner, CBL-Mariner/Linux, 2, 0",
    "sle15-real, sles, SUSE Linux Enterprise Server 15 SP6, 15, 6"
  })
  void findsSystemsOnXfs(String guest, String id, String product, int major, int minor)
      throws Exception {
    Inspection report = inspect(guest);
    assertThat(report.operatingSystems()).hasSize(1);
    OperatingSystem system = report.operatingSystems().getFirst();
    assertThat(Objects.requireNonNull(system.osRelease()).id()).isEqualTo(id);
    assertThat(system.productName()).isEqualTo(product);
    assertThat(system.majorVersion()).isEqualTo(major);
    assertThat(system.minorVersion()).isEqualTo(minor);
    assertThat(system.mountpoints())
        .containsExactly(
            new Mountpoint("/dev/sda2", "/"), new Mountpoint("/dev/sda1", "/boot/efi"));
    assertThat(report.filesystems())
        .extracting(FilesystemInfo::type)
        .containsExactly("vfat", "xfs");
  }

  private static Inspection inspect(String guest) throws IOException {
    try (GuestKit guestkit = GuestKit.create()) {
      Machine machine = Machine.of(Guests.shared(guest + ".qcow2"));
      return guestkit.inspect(machine, InspectOptions.DEFAULT).inspection();
    }
  }
}
