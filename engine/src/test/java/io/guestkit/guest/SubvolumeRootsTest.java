package io.guestkit.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.MissingImageException;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.Problem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Sources;
import io.guestkit.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Systems whose root is a subvolume. */
class SubvolumeRootsTest {
  private final List<Problem> problems = new ArrayList<>();

  /** Fills a subvolume as the root of a system. */
  private static MemoryFilesystem system(MemoryFilesystem filesystem, String path, String fstab) {
    return filesystem
        .directory("/" + path + "/usr")
        .directory("/" + path + "/home")
        .file("/" + path + "/etc/fstab", fstab);
  }

  private List<GuestRoot> assemble(MemoryFilesystem filesystem) throws IOException {
    FilesystemInfo info =
        FilesystemInfo.recognised("/dev/sda2", "btrfs", null, "filesystem", null, "u-u", null);
    Volume volume = new Volume("/dev/sda2", "partition", Sources.memory(new byte[0]), null);
    VolumeContent content =
        new VolumeContent(
            volume, Optional.of(filesystem), Optional.of(info), Optional.empty(), List.of());
    return GuestRoots.assemble(List.of(content), problems);
  }

  @ParameterizedTest
  @ValueSource(strings = {"subvol=@", "subvol=/@", "subvol=/@/", "subvolid=256", "rw,subvol=@"})
  void mountsWhatFstabNames(String option) throws IOException {
    MemoryFilesystem filesystem =
        MemoryFilesystem.create().subvolume("@", "a", null).subvolume("@home", "b", null);
    system(
        filesystem,
        "@",
        "UUID=u-u / btrfs %s 0 0\nUUID=u-u /home btrfs %s 0 0\n"
            .formatted(option, option.replace("@", "@home").replace("256", "257")));
    filesystem.file("/@home/bob/note", "x");

    List<GuestRoot> guests = assemble(filesystem);
    assertThat(problems).isEmpty();
    assertThat(guests).hasSize(1);
    assertThat(guests.getFirst().device()).isEqualTo("btrfsvol:/dev/sda2/@");
    assertThat(guests.getFirst().mountpoints())
        .containsExactly(
            new Mountpoint("btrfsvol:/dev/sda2/@", "/"),
            new Mountpoint("btrfsvol:/dev/sda2/@home", "/home"));
    assertThat(guests.getFirst().find("/home/bob/note").orElseThrow().device())
        .isEqualTo("btrfsvol:/dev/sda2/@home");
  }

  @Test
  void snapshotsOfASystemAreNoSystems() throws IOException {
    MemoryFilesystem filesystem =
        MemoryFilesystem.create()
            .subvolume("@", "a", "s1") // rolled back: made from a snapshot
            .subvolume("snapshots/1", "s1", "old")
            .subvolume("snapshots/2", "s2", "a");
    for (String path : List.of("@", "snapshots/1", "snapshots/2")) {
      system(filesystem, path, "UUID=u-u / btrfs subvol=@ 0 0\n");
    }
    assertThat(assemble(filesystem))
        .extracting(GuestRoot::device)
        .containsExactly("btrfsvol:/dev/sda2/@");
  }

  @Test
  void severalSystemsAreEachOne() throws IOException {
    MemoryFilesystem filesystem =
        MemoryFilesystem.create()
            .subvolume("debian", "a", null)
            .subvolume("fedora", "b", null)
            .subvolume("data", "c", null);
    system(filesystem, "debian", "UUID=u-u / btrfs subvol=debian 0 0\n");
    system(filesystem, "fedora", "UUID=u-u / btrfs subvol=fedora 0 0\n");
    filesystem.file("/data/etc", "a file");
    assertThat(assemble(filesystem))
        .extracting(GuestRoot::device)
        .containsExactly("btrfsvol:/dev/sda2/debian", "btrfsvol:/dev/sda2/fedora");
  }

  @Test
  void withoutAWordOfFstabTheOriginalsAreSystems() throws IOException {
    MemoryFilesystem filesystem =
        MemoryFilesystem.create().subvolume("backup", "s", "a").subvolume("root", "a", "gone");
    system(filesystem, "backup", "# nothing\n");
    system(filesystem, "root", "# nothing\n");
    assertThat(assemble(filesystem))
        .extracting(GuestRoot::device)
        .containsExactly("btrfsvol:/dev/sda2/root");
  }

  @Test
  void aSubvolumeThatIsGoneIsAProblemAndNothingIsFoundBelow() throws IOException {
    MemoryFilesystem filesystem = MemoryFilesystem.create().subvolume("@", "a", null);
    system(
        filesystem,
        "@",
        """
        UUID=u-u / btrfs subvol=@ 0 0
        UUID=u-u /home btrfs subvol=@home 0 0
        UUID=u-u /srv btrfs subvolid=999 0 0
        UUID=u-u /opt btrfs subvol=x,nofail 0 0
        """);
    GuestRoot guest = assemble(filesystem).getFirst();

    assertThat(problems)
        .extracting(problem -> problem.kind() + " " + problem.path())
        .containsExactly("missing /home", "missing /srv");
    assertThat(problems.getFirst().message())
        .isEqualTo("fstab mounts a subvolume of /dev/sda2 at /home: @home: no such subvolume");
    assertThatExceptionOfType(MissingImageException.class).isThrownBy(() -> guest.find("/home/x"));
  }
}
