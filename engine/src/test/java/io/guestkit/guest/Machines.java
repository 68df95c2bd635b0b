package io.guestkit.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.PartitionInfo;
import io.guestkit.report.Problem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Sources;
import io.guestkit.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Machines whose volumes a test makes in code, and their guests. */
final class Machines {
  static final String LINUX = "0fc63daf-8483-4772-8e79-3d69d8477de4";

  private final List<VolumeContent> contents = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  /** Returns the tree of a system with a fstab. */
  static MemoryFilesystem system(String fstab) {
    return MemoryFilesystem.create()
        .directory("/usr/lib")
        .directory("/boot")
        .directory("/var")
        .directory("/home")
        .file("/etc/passwd", "")
        .file("/etc/fstab", fstab);
  }

  /** Returns a tree with a file that says where it is. */
  static MemoryFilesystem data(String name) {
    return MemoryFilesystem.create().file("/here", name);
  }

  /** Adds a partition of a GUID table: its UUID is its device's name, its label as given. */
  Machines partition(
      String device,
      String type,
      @Nullable String label,
      long attributes,
      @Nullable Filesystem filesystem) {
    String uuid = "part-" + device.substring(5);
    return partition(device, type, label, attributes, uuid, filesystem);
  }

  /** Adds a partition of a GUID table. */
  Machines partition(
      String device,
      String type,
      @Nullable String label,
      long attributes,
      String uuid,
      @Nullable Filesystem filesystem) {
    PartitionInfo partition = new PartitionInfo(device, 1, 0, 0, type, null, uuid, label, false);
    Volume volume = Volume.partition(partition, Sources.memory(new byte[0]), attributes);
    return add(volume, "ext4", "filesystem", filesystem);
  }

  /** Adds a partition of a GUID table that holds what Linux holds. */
  Machines partition(String device, Filesystem filesystem) {
    return partition(device, LINUX, null, 0, filesystem);
  }

  /** Adds a partition that has the number of its device, and names after it. */
  Machines numbered(String device, Filesystem filesystem) {
    String name = device.substring(5);
    int number = device.charAt(device.length() - 1) - '0';
    PartitionInfo partition =
        new PartitionInfo(device, number, 0, 0, LINUX, null, "part-" + name, "name " + name, false);
    Volume volume = Volume.partition(partition, Sources.memory(new byte[0]), 0);
    return add(volume, "ext4", "filesystem", filesystem);
  }

  /** Adds a volume whose content is recognised but not read. */
  Machines unread(String device, String type, String usage) {
    PartitionInfo partition = new PartitionInfo(device, 1, 0, 0, "0x83", null, null, null, false);
    return add(Volume.partition(partition, Sources.memory(new byte[0]), 0), type, usage, null);
  }

  /** Adds a volume that is no partition. */
  Machines volume(String device, Filesystem filesystem) {
    Volume volume = new Volume(device, "lvm", Sources.memory(new byte[0]), null);
    return add(volume, "ext4", "filesystem", filesystem);
  }

  private Machines add(Volume volume, String type, String usage, @Nullable Filesystem filesystem) {
    FilesystemInfo info =
        FilesystemInfo.recognised(
            volume.device(), type, null, usage, null, "uuid-" + volume.device().substring(5), null);
    contents.add(
        new VolumeContent(
            volume,
            Optional.ofNullable(filesystem),
            Optional.of(info),
            Optional.empty(),
            List.of()));
    return this;
  }

  List<VolumeContent> contents() {
    return contents;
  }

  List<Problem> problems() {
    return problems;
  }

  List<GuestRoot> guests() throws IOException {
    return GuestRoots.assemble(contents, problems);
  }

  /** Returns the only guest. */
  GuestRoot guest() throws IOException {
    List<GuestRoot> guests = guests();
    assertThat(guests).hasSize(1);
    return guests.getFirst();
  }

  /** Returns the mounts of a guest as {@code path device}. */
  static List<String> mounts(GuestRoot guest) {
    List<String> mounts = new ArrayList<>();
    guest.mountpoints().forEach(mount -> mounts.add(mount.path() + " " + mount.device()));
    return mounts;
  }

  /** Returns the mounts of the only guest, which has no problem. */
  List<String> mounts() throws IOException {
    List<String> mounts = mounts(guest());
    assertThat(problems).isEmpty();
    return mounts;
  }
}
