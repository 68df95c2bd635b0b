package io.guestkit.guest;

import static io.guestkit.guest.Machines.data;
import static io.guestkit.guest.Machines.mounts;
import static io.guestkit.guest.Machines.system;
import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a system, what is a medium, and what is neither. */
class SystemKindsTest {
  private static final String CLOSURE = "/nix/store/abc-nixos-system-x/etc";

  private static MemoryFilesystem store(MemoryFilesystem tree, String nix) {
    return tree.file(nix + "/store/def-etc/etc/fstab", "UUID=uuid-sda1 /boot vfat x 0 2\n")
        .file(nix + "/store/def-etc/etc/os-release", "ID=nixos\n")
        .directory(nix + "/var/nix/profiles");
  }

  @Test
  void nixosWithItsStoreOnAnotherFilesystem() throws IOException {
    MemoryFilesystem root =
        MemoryFilesystem.create()
            .file("/etc/NIXOS", "")
            .file("/etc/passwd", "")
            .link("/etc/static", "/nix/store/def-etc/etc")
            .link("/etc/fstab", "/etc/static/fstab")
            .link("/etc/os-release", "/etc/static/os-release")
            .directory("/usr")
            .directory("/nix");
    Machines machine =
        new Machines()
            .partition("/dev/sda1", data("boot"))
            .partition("/dev/sda2", store(MemoryFilesystem.create(), ""))
            .partition("/dev/sda3", root);
    assertThat(machine.mounts())
        .containsExactly("/ /dev/sda3", "/boot /dev/sda1", "/nix /dev/sda2");
    assertThat(machine.guest().find("/etc/os-release")).isPresent();
  }

  @Test
  void nixosBeforeItsFirstStartHasTheEtcOfItsProfile() throws IOException {
    MemoryFilesystem tree =
        store(MemoryFilesystem.create(), "/nix")
            .link("/nix/var/nix/profiles/system", "system-1-link")
            .link("/nix/var/nix/profiles/system-1-link", "/nix/store/abc-nixos-system-x")
            .link(CLOSURE, "/nix/store/def-etc/etc");
    Machines machine =
        new Machines().partition("/dev/sda1", data("boot")).partition("/dev/sda2", tree);
    assertThat(machine.mounts())
        .containsExactly("/ /dev/sda2", "/boot /dev/sda1", "/etc /dev/sda2");
    assertThat(machine.guest().find("/etc/os-release")).isPresent();
  }

  @Test
  void aStoreAloneIsNoSystem() throws IOException {
    assertThat(
            new Machines()
                .partition("/dev/sda1", store(MemoryFilesystem.create(), "/nix"))
                .guests())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/casper/filesystem.squashfs",
        "/casper-12-34/filesystem.squashfs",
        "/.disk/info",
        "/LiveOS/squashfs.img",
        "/arch/boot",
        "/.treeinfo"
      })
  void aMediumStandsBehindTheSystemsAndSaysSo(String mark) throws IOException {
    Machines machine =
        new Machines()
            .partition("/dev/sda1", MemoryFilesystem.create().file(mark, ""))
            .partition("/dev/sda2", system("UUID=uuid-sda2 / ext4 x 0 1\n").file(mark, ""));
    List<GuestRoot> guests = machine.guests();
    assertThat(guests).extracting(GuestRoot::device).containsExactly("/dev/sda2", "/dev/sda1");
    assertThat(guests).extracting(GuestRoot::isMedium).containsExactly(false, true);
    assertThat(mounts(guests.getLast())).containsExactly("/ /dev/sda1");
  }

  @Test
  void aRootThatNoFstabMountsAndThatHoldsAnImageOfItselfIsLive() throws IOException {
    GuestRoot guest =
        new Machines()
            .partition("/dev/sda1", system("").file("/live/filesystem.squashfs", ""))
            .guest();
    assertThat(guest.isMedium()).isTrue();
  }

  @Test
  void dataWithAnEtcInItIsNoSystem() throws IOException {
    Machines machine =
        new Machines()
            .partition("/dev/sda1", MemoryFilesystem.create().file("/backup/etc/passwd", ""))
            .partition("/dev/sda2", MemoryFilesystem.create().file("/alice/etc/fstab", ""))
            .partition(
                "/dev/sda3", MemoryFilesystem.create().file("/etc/xdg/x", "").directory("/var/lib"))
            .partition("/dev/sda4", MemoryFilesystem.create().file("/etc", "").directory("/usr"));
    assertThat(machine.guests()).isEmpty();
  }

  @Test
  void severalSystemsOnOneDiskAreEachOne() throws IOException {
    Machines machine =
        new Machines()
            .partition("/dev/sda1", system("UUID=uuid-sda1 / ext4 x\nUUID=uuid-sda3 /home ext4 x"))
            .partition("/dev/sda2", system("UUID=uuid-sda2 / ext4 x\nUUID=uuid-sda3 /home ext4 x"))
            .partition("/dev/sda3", data("home"));
    assertThat(machine.guests())
        .extracting(Machines::mounts)
        .containsExactly(
            List.of("/ /dev/sda1", "/home /dev/sda3"), List.of("/ /dev/sda2", "/home /dev/sda3"));
  }
}
