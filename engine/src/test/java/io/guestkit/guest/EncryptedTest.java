package io.guestkit.guest;

import static io.guestkit.guest.Machines.system;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.LockedImageException;
import io.guestkit.report.CrypttabEntry;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be mounted because it is encrypted or in an array. */
class EncryptedTest {
  private static Machines machine(String fstab, String crypttab) {
    return new Machines()
        .partition("/dev/sda1", system(fstab).file("/etc/crypttab", crypttab))
        .unread("/dev/sda3", "crypto_LUKS", "crypto");
  }

  @Test
  void aDeviceOfCrypttabIsLocked() throws IOException {
    Machines machine =
        machine(
            """
            /dev/mapper/home /home ext4 defaults 0 2
            /dev/mapper/swap none swap sw 0 0
            /dev/mapper/tmp /tmp ext4 defaults 0 0
            """,
            """
            home UUID=uuid-sda3 none luks,discard
            swap /dev/vda9 /dev/urandom swap
            tmp /dev/vda8 /dev/urandom tmp
            """);
    GuestRoot guest = machine.guest();
    assertThat(machine.problems())
        .containsExactly(
            new Problem(
                "locked",
                "/dev/sda3",
                "/home",
                "fstab mounts /dev/mapper/home at /home, and that is what /dev/sda3 holds, which is"
                    + " locked: it is encrypted"));
    assertThatExceptionOfType(LockedImageException.class).isThrownBy(() -> guest.find("/home/x"));
    assertThat(guest.crypttab())
        .containsExactly(
            new CrypttabEntry(
                "home", "UUID=uuid-sda3", null, List.of("luks", "discard"), "/dev/sda3"),
            new CrypttabEntry("swap", "/dev/vda9", "/dev/urandom", List.of("swap"), null),
            new CrypttabEntry("tmp", "/dev/vda8", "/dev/urandom", List.of("tmp"), null));
  }

  @Test
  void whatNoVolumeIsMayBeInsideAnEncryptedOne() throws IOException {
    Machines machine =
        machine(
            """
            UUID=inner /home btrfs subvol=home 0 0
            /dev/vg/var /var ext4 defaults 0 0
            PARTUUID=other /srv ext4 defaults 0 0
            /dev/vdb1 /mnt ext4 defaults 0 0
            """,
            "");
    machine.guest();
    assertThat(machine.problems())
        .extracting(p -> p.kind() + " " + p.device() + " " + p.path())
        .containsExactly(
            "locked /dev/sda3 /home",
            "locked /dev/sda3 /var",
            "missing /dev/sda1 /srv",
            "missing /dev/sda1 /mnt");
    assertThat(machine.problems().getFirst().message())
        .isEqualTo(
            "fstab mounts UUID=inner at /home, and no volume is that; it may be inside /dev/sda3,"
                + " which is locked: it is encrypted");
  }

  @Test
  void aDeviceOfCrypttabWhoseVolumeIsNotGivenIsMissing() throws IOException {
    Machines machine = machine("/dev/mapper/data /data ext4 x 0 0\n", "data UUID=gone -\n");
    machine.guest();
    assertThat(machine.problems())
        .containsExactly(
            new Problem(
                "missing",
                "/dev/sda1",
                "/data",
                "fstab mounts /dev/mapper/data at /data, and crypttab makes that of UUID=gone, and"
                    + " no volume of the given disks is that"));
  }

  @Test
  void anArrayThatIsNotReadIsSaidToBeOne() throws IOException {
    Machines machine =
        new Machines()
            .partition("/dev/sda1", system("/dev/md0 /home ext4 x 0 0\nUUID=x /srv ext4 x 0 0\n"))
            .unread("/dev/sda2", "linux_raid_member", "raid");
    machine.guest();
    assertThat(machine.problems())
        .extracting(p -> p.kind() + " " + p.device() + " " + p.message())
        .containsExactly(
            "unsupported /dev/sda2 fstab mounts /dev/md0 at /home, and that is a RAID array, of"
                + " which /dev/sda2 is a part and which is not read",
            "missing /dev/sda1 fstab mounts UUID=x at /srv, and no volume of the given disks is"
                + " that");
  }
}
