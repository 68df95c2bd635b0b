package io.guestkit.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.MissingImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.FstabEntry;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.PartitionInfo;
import io.guestkit.report.Problem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Sources;
import io.guestkit.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestRootsTest {
  private final List<Problem> problems = new ArrayList<>();

  private static VolumeContent content(
      String device,
      String type,
      @Nullable String label,
      @Nullable String uuid,
      @Nullable Filesystem filesystem) {
    PartitionInfo partition =
        new PartitionInfo(
            device,
            1,
            0,
            0,
            "0x83",
            null,
            "part-" + device.substring(5),
            "name " + device.substring(5),
            false);
    FilesystemInfo info =
        FilesystemInfo.recognised(device, type, null, "filesystem", label, uuid, null);
    Volume volume = new Volume(device, "partition", Sources.memory(new byte[0]), partition);
    return new VolumeContent(
        volume, Optional.ofNullable(filesystem), Optional.of(info), Optional.empty(), List.of());
  }

  private static MemoryFilesystem system(String fstab) {
    return MemoryFilesystem.create()
        .directory("/usr")
        .directory("/boot")
        .directory("/var")
        .file("/etc/fstab", fstab);
  }

  private GuestRoot assemble(VolumeContent... contents) throws IOException {
    List<GuestRoot> roots = GuestRoots.assemble(Arrays.asList(contents), problems);
    assertThat(roots).hasSize(1);
    return roots.getFirst();
  }

  private static VolumeContent data(String device, String label, String uuid) {
    return content(device, "ext4", label, uuid, MemoryFilesystem.create().file("/here", device));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dev/a-b/c--d",
        "/dev/mapper/a--b-c----d",
        "/dev/disk/by-id/dm-name-a--b-c----d",
        "/dev/disk/by-id/dm-uuid-LVM-ggggvvvv",
        "UUID=1",
      })
  void findsALogicalVolumeByEachOfItsNames(String spec) throws IOException {
    VolumeContent data = data("/dev/a-b/c--d", "label", "1");
    Volume volume =
        new Volume("/dev/a-b/c--d", "lvm", data.volume().source(), null, "LVM-ggggvvvv", 0);
    GuestRoot root =
        assemble(
            content("/dev/a-b/root", "ext4", "root", "2", system(spec + " /var ext4 defaults 0 0")),
            new VolumeContent(volume, data.filesystem(), data.info(), Optional.empty(), List.of()));
    assertThat(root.mountpoints())
        .containsExactly(
            new Mountpoint("/dev/a-b/root", "/"), new Mountpoint("/dev/a-b/c--d", "/var"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UUID=AAAA-bbbb",
        "UUID=\"aaaa-BBBB\"",
        "LABEL=data\\040disk",
        "LABEL='data\\040disk'",
        "PARTUUID=PART-SDA2",
        "PARTLABEL=name\\040sda2",
        "/dev/disk/by-uuid/aaaa-BBBB",
        "/dev/disk/by-label/data\\134x20disk",
        "/dev/disk/by-partuuid/part-sda2",
        "/dev/sda2",
        "/dev/vda2",
        "/dev/nvme0n1p2",
      })
  void findsADeviceByEachOfItsNames(String spec) throws IOException {
    GuestRoot root =
        assemble(
            content("/dev/sda1", "ext4", null, "r", system(spec + " /data ext4 defaults 0 2\n")),
            data("/dev/sda2", "data disk", "aaaa-BBBB"));

    assertThat(root.mountpoints())
        .containsExactly(new Mountpoint("/dev/sda1", "/"), new Mountpoint("/dev/sda2", "/data"));
    assertThat(root.fstab().getFirst().device()).isEqualTo("/dev/sda2");
    assertThat(problems).isEmpty();
  }

  @Test
  void mountsShorterPathsFirstAndListsThemByPath() throws IOException {
    GuestRoot root =
        assemble(
            content(
                "/dev/sda1",
                "ext4",
                null,
                "r",
                system(
                    """
                    UUID=r / ext4 defaults 0 1
                    LABEL=log /var/log ext4 defaults 0 2
                    LABEL=var /var ext4 defaults 0 2
                    LABEL=esp /boot/efi vfat umask=0077 0 1
                    LABEL=boot /boot ext4 noauto 0 1
                    """)),
            data("/dev/sda2", "boot", "2"),
            data("/dev/sda3", "esp", "3"),
            data("/dev/sdb1", "var", "4"),
            data("/dev/sdb2", "log", "5"));

    assertThat(root.mountpoints())
        .containsExactly(
            new Mountpoint("/dev/sda1", "/"),
            new Mountpoint("/dev/sda2", "/boot"),
            new Mountpoint("/dev/sda3", "/boot/efi"),
            new Mountpoint("/dev/sdb1", "/var"),
            new Mountpoint("/dev/sdb2", "/var/log"));
    assertThat(root.find("/var/log/here").orElseThrow().device()).isEqualTo("/dev/sdb2");
    assertThat(root.find("/var/log/../here").orElseThrow().device()).isEqualTo("/dev/sdb1");
    assertThat(root.list(root.find("/boot").orElseThrow()))
        .extracting(GuestFile::path)
        .containsExactly("/boot/efi", "/boot/here");
  }

  @Test
  void linksCrossMountsInBothDirections() throws IOException {
    MemoryFilesystem tree = system("/dev/sda2 /usr ext4 ro 0 2\n").link("/bin", "usr/bin");
    MemoryFilesystem usr = MemoryFilesystem.create().file("/bin/sh", "").link("/etc", "../etc");
    GuestRoot root =
        assemble(
            content("/dev/sda1", "ext4", null, "r", tree),
            content("/dev/sda2", "ext4", null, "u", usr));

    assertThat(root.find("/bin/sh").orElseThrow().device()).isEqualTo("/dev/sda2");
    assertThat(root.find("/usr/etc/fstab").orElseThrow().device()).isEqualTo("/dev/sda1");
  }

  @Test
  void resolvesLinksInAMountsPath() throws IOException {
    MemoryFilesystem tree =
        system("LABEL=d /data/deep/new ext4 defaults 0 0\n")
            .link("/data", "/srv")
            .directory("/srv");
    GuestRoot root =
        assemble(content("/dev/sda1", "ext4", null, "r", tree), data("/dev/sda2", "d", "2"));

    assertThat(root.mountpoints()).contains(new Mountpoint("/dev/sda2", "/srv/deep/new"));
  }

  @Test
  void leavesOutWhatIsNotOnADisk() throws IOException {
    GuestRoot root =
        assemble(
            content(
                "/dev/sda1",
                "ext4",
                null,
                "r",
                system(
                    """
                    /dev/mapper/cryptswap1 none swap sw 0 0
                    UUID=gone swap swap sw 0 0
                    proc /proc proc defaults 0 0
                    server:/export /mnt/nfs nfs defaults 0 0
                    //server/share /mnt/smb cifs defaults 0 0
                    tmpfs /tmp tmpfs size=1G 0 0
                    /dev/cdrom /media/cdrom udf,iso9660 user 0 0
                    /dev/sdz1 /mnt/usb ext4 noauto 0 0
                    UUID=gone /mnt/later ext4 nofail 0 0
                    """)));

    assertThat(problems).isEmpty();
    assertThat(root.mountpoints()).hasSize(1);
    assertThat(root.fstab()).hasSize(9).extracting(FstabEntry::device).containsOnlyNulls();
  }

  @Test
  void nothingIsFoundBelowAMountThatIsNotThere() throws IOException {
    GuestRoot root =
        assemble(
            content("/dev/sda1", "ext4", null, "r", system("UUID=gone /var ext4 defaults 0 2\n")));

    assertThat(problems)
        .containsExactly(
            new Problem(
                "missing",
                "/dev/sda1",
                "/var",
                "fstab mounts UUID=gone at /var, and no volume of the given disks is that"));
    assertThatExceptionOfType(MissingImageException.class)
        .isThrownBy(() -> root.find("/var/lib/dpkg/status"));
    assertThat(root.find("/etc/fstab")).isPresent();
  }

  @Test
  void nothingIsFoundBelowAMountWhoseFilesystemIsNotRead() throws IOException {
    GuestRoot root =
        assemble(
            content("/dev/sda1", "ext4", null, "r", system("/dev/sda2 /var xfs defaults 0 2\n")),
            content("/dev/sda2", "xfs", null, "x", null));

    assertThat(problems)
        .containsExactly(
            new Problem(
                "unsupported",
                "/dev/sda2",
                "/var",
                "/dev/sda2 at /var cannot be read: its xfs is not read here"));
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> root.find("/var/lib"));
    assertThat(root.fstab().getFirst().device()).isEqualTo("/dev/sda2");
  }

  @Test
  void prefersTheCopyOnItsOwnDisk() throws IOException {
    VolumeContent[] disks = {
      content(
          "/dev/sda1", "ext4", null, "r", system("UUID=r / ext4 x 0 1\nUUID=v /var ext4 x 0 2\n")),
      data("/dev/sda2", "v", "v"),
      content(
          "/dev/sdb1", "ext4", null, "r", system("UUID=r / ext4 x 0 1\nUUID=v /var ext4 x 0 2\n")),
      data("/dev/sdb2", "v", "v"),
    };

    assertThat(GuestRoots.assemble(Arrays.asList(disks), problems))
        .extracting(GuestRoot::mountpoints)
        .containsExactly(
            List.of(new Mountpoint("/dev/sda1", "/"), new Mountpoint("/dev/sda2", "/var")),
            List.of(new Mountpoint("/dev/sdb1", "/"), new Mountpoint("/dev/sdb2", "/var")));
  }

  @Test
  void theFirstLineOfAPathCounts() throws IOException {
    GuestRoot root =
        assemble(
            content("/dev/sda1", "ext4", null, "r", system("LABEL=a /m auto\nLABEL=b /m/ auto\n")),
            data("/dev/sda2", "a", "2"),
            data("/dev/sda3", "b", "3"));

    assertThat(root.mountpoints()).contains(new Mountpoint("/dev/sda2", "/m")).hasSize(2);
  }

  @Test
  void aUsrOrABootIsNoSystem() throws IOException {
    MemoryFilesystem usr =
        MemoryFilesystem.create()
            .directory("/bin")
            .file("/lib/os-release", "ID=x")
            .file("/etc/passwd", "");
    MemoryFilesystem boot = MemoryFilesystem.create().file("/vmlinuz-1", "").directory("/grub");

    assertThat(
            GuestRoots.assemble(
                List.of(
                    content("/dev/sda1", "ext4", null, "1", usr),
                    content("/dev/sda2", "ext4", null, "2", boot),
                    content("/dev/sda3", "ext4", null, "3", MemoryFilesystem.create())),
                problems))
        .isEmpty();
  }

  @Test
  void aRootWithoutAUsrGetsTheOnlyOne() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create().file("/etc/passwd", "").directory("/usr").directory("/home");
    MemoryFilesystem usr =
        MemoryFilesystem.create().file("/lib64/os-release", "ID=coreos").link("/lib", "lib64");
    GuestRoot root =
        assemble(
            content("/dev/sda3", "ext4", "USR-A", "u", usr),
            content("/dev/sda5", "ext4", "ROOT", "r", tree));

    assertThat(root.mountpoints())
        .containsExactly(new Mountpoint("/dev/sda5", "/"), new Mountpoint("/dev/sda3", "/usr"));
  }

  @Test
  void aFilesystemThatBreaksDoesNotHideTheOthers() throws IOException {
    MemoryFilesystem broken = system("").broken("/etc");
    GuestRoot root =
        assemble(
            content("/dev/sda1", "ext4", null, "b", broken),
            content("/dev/sda2", "ext4", null, "r", system("")));

    assertThat(root.device()).isEqualTo("/dev/sda2");
    assertThat(problems).hasSize(1).first().extracting(Problem::device).isEqualTo("/dev/sda1");
  }
}
