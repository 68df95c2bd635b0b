package io.guestkit.guest;

import static io.guestkit.guest.Machines.data;
import static io.guestkit.guest.Machines.system;
import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.Problem;
import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Mounts by units of systemd. */
class MountUnitsTest {
  private static final String ETC = "/etc/systemd/system/";
  private static final String USR = "/usr/lib/systemd/system/";

  private final MemoryFilesystem tree = system("UUID=uuid-sda2 /data ext4 defaults 0 0\n");
  private final Machines machine =
      new Machines()
          .partition("/dev/sda1", tree)
          .partition("/dev/sda2", data("two"))
          .partition("/dev/sda3", data("three"));

  private static String unit(String device, String path) {
    return "[Unit]\nDescription=x\n[Mount]\nWhat=%s\nWhere=%s\nType=ext4\n".formatted(device, path);
  }

  private void want(String name) {
    tree.link(ETC + "local-fs.target.wants/" + name, ETC + name);
  }

  @Test
  void mountsWhatAnotherUnitWants() throws IOException {
    tree.file(ETC + "var-lib\\x2dx.mount", unit("/dev/sda3", "/var/lib-x"));
    want("var-lib\\x2dx.mount");
    tree.file(ETC + "home.mount", unit("/dev/sda3", "/home")); // nobody wants it
    assertThat(machine.mounts())
        .containsExactly("/ /dev/sda1", "/data /dev/sda2", "/var/lib-x /dev/sda3");
  }

  @Test
  void aVendorsUnitIsWantedByAVendorsLinkAndItsAutomountIsEnough() throws IOException {
    tree.file(USR + "srv.mount", unit("/dev/sda3", "/srv"));
    tree.link(USR + "remote-fs.target.requires/srv.automount", "../srv.automount");
    assertThat(machine.mounts())
        .containsExactly("/ /dev/sda1", "/data /dev/sda2", "/srv /dev/sda3");
  }

  @Test
  void theAdministratorsUnitStandsBeforeFstabAndFstabBeforeTheVendors() throws IOException {
    tree.file(ETC + "data.mount", unit("/dev/sda3", "/data"));
    assertThat(machine.mounts()).containsExactly("/ /dev/sda1", "/data /dev/sda3");
  }

  @Test
  void theVendorsUnitStandsBehindFstab() throws IOException {
    tree.file(USR + "data.mount", unit("/dev/sda3", "/data"));
    tree.link(USR + "local-fs.target.wants/data.mount", "../data.mount");
    assertThat(machine.mounts()).containsExactly("/ /dev/sda1", "/data /dev/sda2");
  }

  @Test
  void aMaskedUnitIsNotMountedWhoeverWantsIt() throws IOException {
    tree.link(ETC + "data.mount", "/dev/null");
    tree.file(USR + "srv.mount", unit("/dev/sda3", "/srv"));
    tree.link(ETC + "srv.mount", "/dev/null");
    want("srv.mount");
    assertThat(machine.mounts()).containsExactly("/ /dev/sda1");
  }

  @Test
  void whatIsDroppedInCounts() throws IOException {
    tree.file(ETC + "srv.mount", unit("/dev/sda9", "/srv"));
    tree.file(ETC + "srv.mount.d/10-disk.conf", "[Mount]\nWhat=/dev/disk/by-uuid/uuid-sda3\n");
    want("srv.mount");
    assertThat(machine.mounts())
        .containsExactly("/ /dev/sda1", "/data /dev/sda2", "/srv /dev/sda3");
  }

  @Test
  void aBindMountCanBeAUnit() throws IOException {
    tree.file("/srv/in", "");
    tree.file(ETC + "mnt.mount", "[Mount]\nWhat=/srv\nWhere=/mnt\nOptions=rbind\nType=none\n");
    want("mnt.mount");
    assertThat(machine.mounts())
        .containsExactly("/ /dev/sda1", "/data /dev/sda2", "/mnt /dev/sda1");
  }

  @Test
  void aDeviceThatIsNotThereIsAProblemOfTheUnit() throws IOException {
    tree.file(ETC + "srv.mount", unit("UUID=gone", "/srv"));
    want("srv.mount");
    tree.file(USR + "mnt.mount", "[Unit]\nConditionPathExists=/x\n" + unit("UUID=gone", "/mnt"));
    tree.link(USR + "local-fs.target.wants/mnt.mount", "../mnt.mount");
    tree.file(ETC + "opt.mount", "x");
    tree.broken(ETC + "opt.mount");
    machine.guest();
    assertThat(machine.problems())
        .containsExactly(
            new Problem(
                "corrupt",
                "/dev/sda1",
                "/etc/systemd/system/opt.mount",
                machine.problems().getFirst().message()),
            new Problem(
                "missing",
                "/dev/sda1",
                "/srv",
                "/etc/systemd/system/srv.mount mounts UUID=gone at /srv, and no volume of the given"
                    + " disks is that"));
  }

  @Test
  void whatIsNeverOnADiskIsNotRead() throws IOException {
    for (String name : new String[] {"sys-fs-x.mount", "dev-mqueue.mount", "run-x.mount"}) {
      tree.file(USR + name, "x");
      tree.broken(USR + name);
      tree.link(USR + "sysinit.target.wants/" + name, "../" + name);
    }
    tree.file(USR + "tmp.mount", "[Mount]\nWhat=tmpfs\nWhere=/tmp\nType=tmpfs\n");
    tree.link(USR + "local-fs.target.wants/tmp.mount", "../tmp.mount");
    tree.file(
        ETC + "snap-core-1.mount", "[Mount]\nWhat=/here\nWhere=/snap/core/1\nType=squashfs\n");
    tree.link(ETC + "snapd.mounts.target.wants/snap-core-1.mount", ETC + "snap-core-1.mount");
    assertThat(machine.mounts()).containsExactly("/ /dev/sda1", "/data /dev/sda2");
  }
}
