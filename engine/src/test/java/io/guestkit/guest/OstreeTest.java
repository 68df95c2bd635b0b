package io.guestkit.guest;

import static io.guestkit.guest.Machines.data;
import static io.guestkit.guest.Machines.mounts;
import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.FileSource;
import io.guestkit.filesystem.Filesystems;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.Problem;
import io.guestkit.testing.KernelImages;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import io.guestkit.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Systems whose root is a deployment of ostree. */
class OstreeTest {
  private static final String DEPLOY = "/ostree/deploy/fedora/deploy/";

  private static MemoryFilesystem sysroot(String fstab) {
    MemoryFilesystem tree = MemoryFilesystem.create();
    deployments(tree, "", fstab);
    return tree;
  }

  /** Two deployments, bbb.0 the newer one, as ostree lays them out. */
  private static void deployments(MemoryFilesystem tree, String top, String fstab) {
    for (String name : List.of("aaa.0", "bbb.0")) {
      String root = top + DEPLOY + name;
      tree.file(root + "/usr/lib/os-release", "ID=fedora\nVERSION_ID=" + name.charAt(0) + "\n")
          .file(root + "/etc/fstab", fstab)
          .directory(root + "/var")
          .directory(root + "/boot")
          .link(root + "/ostree", "sysroot/ostree")
          .file(top + DEPLOY + name + ".origin", "");
    }
    tree.directory(top + "/boot")
        .directory(top + "/sysroot")
        .link(top + "/ostree/boot.1", "boot.1.1")
        .link(top + "/ostree/boot.1.1/fedora/csum/0", "../../../deploy/fedora/deploy/bbb.0")
        .link(top + "/ostree/boot.1.1/fedora/csum/1", "../../../deploy/fedora/deploy/aaa.0")
        .file(top + "/ostree/deploy/fedora/var/lib/x", "");
  }

  private static MemoryFilesystem boot(MemoryFilesystem tree, String top) {
    String options = "options root=UUID=r rw ostree=/ostree/boot.1/fedora/csum/";
    return tree.link(top + "/loader", "loader.1")
        .file(top + "/loader.1/entries/ostree-1-fedora.conf", "version 1\n" + options + "1\n")
        .file(top + "/loader.1/entries/ostree-2-fedora.conf", "version 2\n" + options + "0 quiet\n")
        .file(top + "/loader.1/entries/other.conf", "version 9\noptions root=UUID=x\n");
  }

  @Test
  void theDeploymentThatIsStartedByDefaultIsTheRoot() throws IOException {
    MemoryFilesystem tree = sysroot("UUID=uuid-sda1 /boot/efi vfat x 0 2\n");
    Machines machine =
        new Machines()
            .partition("/dev/sda1", data("esp"))
            .partition("/dev/sda3", boot(MemoryFilesystem.create(), ""))
            .partition("/dev/sda4", tree);
    GuestRoot guest = machine.guest();
    assertThat(machine.problems()).isEmpty();
    assertThat(guest.device()).isEqualTo("/dev/sda4");
    assertThat(guest.rootPath()).contains(DEPLOY + "bbb.0");
    assertThat(mounts(guest))
        .containsExactly(
            "/ /dev/sda4",
            "/boot /dev/sda3",
            "/boot/efi /dev/sda1",
            "/sysroot /dev/sda4",
            "/var /dev/sda4");
    assertThat(guest.find("/var/lib/x")).isPresent();
    assertThat(guest.find("/ostree/deploy/fedora/var").orElseThrow().path())
        .isEqualTo("/sysroot/ostree/deploy/fedora/var");
    assertThat(guest.find("/usr/lib/os-release").orElseThrow().entry().inode())
        .isEqualTo(
            GuestRoot.of("/dev/sda4", tree)
                .find(DEPLOY + "bbb.0/usr/lib/os-release")
                .orElseThrow()
                .entry()
                .inode());
  }

  @Test
  void theBootLoaderMayBeOnTheSameFilesystemAndFstabMayMountVar() throws IOException {
    MemoryFilesystem tree = sysroot("UUID=uuid-sda2 /var xfs x 0 0\n");
    Machines machine =
        new Machines()
            .partition("/dev/sda1", boot(tree, "/boot"))
            .partition("/dev/sda2", data("var"));
    assertThat(machine.mounts())
        .containsExactly("/ /dev/sda1", "/boot /dev/sda1", "/sysroot /dev/sda1", "/var /dev/sda2");
    assertThat(machine.guest().find("/boot/loader/entries")).isPresent();
  }

  @Test
  void withoutABootLoaderTheNewestDeploymentIsTheRoot() throws IOException {
    Machines machine = new Machines().partition("/dev/sda1", sysroot(""));
    assertThat(machine.guest().rootPath()).contains(DEPLOY + "aaa.0"); // both are as old
    assertThat(machine.problems()).isEmpty();
  }

  @Test
  void aSubvolumeMayHoldTheDeployments() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create().subvolume("root", "r", null).subvolume("home", "h", null);
    deployments(
        tree,
        "/root",
        "UUID=uuid-sda2 / btrfs subvol=root 0 0\nUUID=uuid-sda2 /var/home btrfs subvol=home 0 0\n");
    Machines machine =
        new Machines()
            .partition("/dev/sda1", boot(MemoryFilesystem.create(), ""))
            .partition("/dev/sda2", tree);
    assertThat(machine.mounts())
        .containsExactly(
            "/ btrfsvol:/dev/sda2/root",
            "/boot /dev/sda1",
            "/sysroot btrfsvol:/dev/sda2/root",
            "/var btrfsvol:/dev/sda2/root",
            "/var/home btrfsvol:/dev/sda2/home");
    assertThat(machine.guest().rootPath()).contains(DEPLOY + "bbb.0");
  }

  @Test
  void aRepositoryAloneIsNoSystem() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create().directory("/ostree/repo/objects").directory("/ostree/deploy/x");
    assertThat(new Machines().partition("/dev/sda1", tree).guests()).isEmpty();
  }

  @Test
  void aBootLoaderThatCannotBeReadIsAProblem() throws IOException {
    MemoryFilesystem boot = boot(MemoryFilesystem.create(), "").broken("/loader.1/entries");
    Machines machine =
        new Machines().partition("/dev/sda1", boot).partition("/dev/sda2", sysroot(""));
    assertThat(machine.guest().rootPath()).isPresent();
    assertThat(machine.problems())
        .extracting(Problem::kind, Problem::device)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("corrupt", "/dev/sda1"));
  }

  /** What {@code ostree admin} lays out, and {@code ostree admin status} says of it. */
  @Test
  void readsWhatOstreeDeploys(@TempDir Path folder) throws IOException {
    KernelImages.requireLoopMounts();
    Tool.require("ostree");
    Path image = KernelImages.make(folder, "64M", "mke2fs -q -t ext4 -L root $image");
    KernelImages.fill(image, "rw", OSTREE);
    String status =
        Tool.shell(
            KernelImages.mounted(
                image, "ro", "ostree admin status --sysroot=. | sed -n '1s/^[* ]*//p'"));
    String expected =
        "/ostree/deploy/testos/deploy/" + status.strip().substring("testos ".length());

    Machines machine = new Machines();
    try (FileSource file = FileSource.open(image, Sources.session())) {
      List<VolumeContent> contents = new ArrayList<>();
      Filesystems.open(List.of(new Volume("/dev/sda", "disk", file, null)), contents::add);
      List<GuestRoot> guests = GuestRoots.assemble(contents, machine.problems());
      assertThat(machine.problems()).isEmpty();
      assertThat(guests).hasSize(1);
      GuestRoot guest = guests.getFirst();
      assertThat(guest.rootPath()).contains(expected);
      assertThat(mounts(guest))
          .containsExactly("/ /dev/sda", "/boot /dev/sda", "/sysroot /dev/sda", "/var /dev/sda");
      GuestFile release = guest.find("/etc/os-release").orElseThrow();
      assertThat(new String(guest.read(release, 1000), java.nio.charset.StandardCharsets.UTF_8))
          .contains("VERSION_ID=41");
      assertThat(guest.find("/boot/loader/entries")).isPresent();
      assertThat(guest.find("/var/log")).isPresent();
    }
  }

  /** Deploys twice, the second one newer. */
  private static final String OSTREE =
      """
      {
      ostree admin init-fs .
      ostree admin os-init testos --sysroot=.
      tree=$(mktemp -d)
      trap 'rm -rf "$tree"; cd /; umount "$mount_point"; rmdir "$mount_point"' EXIT
      for d in usr/etc usr/lib/modules/6.1.0 usr/bin boot var sysroot tmp run proc dev sys; do
        mkdir -p "$tree/$d"
      done
      ln -s sysroot/ostree "$tree/ostree"
      ln -s usr/lib "$tree/lib"
      ln -s ../usr/lib/os-release "$tree/usr/etc/os-release"
      echo kernel > "$tree/usr/lib/modules/6.1.0/vmlinuz"
      echo root:x:0:0:root:/root:/bin/sh > "$tree/usr/etc/passwd"
      for version in 40 41; do
        printf 'ID=fedora\\nVERSION_ID=%s\\n' $version > "$tree/usr/lib/os-release"
        ostree --repo=ostree/repo commit -b testos/x86_64 --tree=dir="$tree" -s $version
        ostree admin deploy --sysroot=. --os=testos --karg=root=LABEL=root testos/x86_64
      done
      # what is deployed cannot be changed, not even by who removes the temporary folder
      } >&2
      """;
}
