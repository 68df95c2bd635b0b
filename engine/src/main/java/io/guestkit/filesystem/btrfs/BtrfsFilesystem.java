package io.guestkit.filesystem.btrfs;

import io.guestkit.block.BlockSource;
import io.guestkit.block.ImageException;
import io.guestkit.block.MissingImageException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.ExtendedAttribute;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.btrfs.content.Contents;
import io.guestkit.filesystem.btrfs.file.Directories;
import io.guestkit.filesystem.btrfs.file.ExtendedAttributes;
import io.guestkit.filesystem.btrfs.file.Inode;
import io.guestkit.filesystem.btrfs.file.Inodes;
import io.guestkit.filesystem.btrfs.file.Roots;
import io.guestkit.filesystem.btrfs.file.Subvolume;
import io.guestkit.filesystem.btrfs.file.Subvolumes;
import io.guestkit.filesystem.btrfs.superblock.Superblock;
import io.guestkit.filesystem.btrfs.superblock.Uuids;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Problem;
import io.guestkit.report.SubvolumeInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A Btrfs filesystem. */
final class BtrfsFilesystem implements Filesystem {
  private final Devices devices;
  private final Roots roots;
  private final Subvolumes subvolumes;
  private final Inodes inodes;
  private final Directories directories;
  private final Contents contents;
  private final List<Warning> warnings;

  private BtrfsFilesystem(
      Devices devices, Roots roots, Subvolumes subvolumes, List<Warning> warnings) {
    this.devices = devices;
    this.roots = roots;
    this.subvolumes = subvolumes;
    this.warnings = List.copyOf(warnings);
    inodes = new Inodes(subvolumes, roots.nodes().superblock().sectorSize());
    directories = new Directories(inodes);
    contents = new Contents(roots);
  }

  /** Opens the filesystem of some volumes; others may hold the seeds that it grew from. */
  static BtrfsFilesystem open(List<BlockSource> sources, List<BlockSource> others)
      throws IOException {
    List<Warning> warnings = new ArrayList<>();
    Members members = Members.read(sources, warnings).withSeeds(others);
    Devices devices = Devices.read(members, warnings);
    Superblock superblock = members.newest();
    Roots roots = Roots.of(devices.nodes());
    if (superblock.logRoot().address() != 0) {
      warnings.add(LogTree.warning(roots));
    }
    Subvolumes subvolumes = Subvolumes.read(roots, superblock.rootDirectory());
    for (ImageException damage : subvolumes.damage()) {
      warnings.add(new Warning(damage.kind(), String.valueOf(damage.getMessage())));
    }
    return new BtrfsFilesystem(devices, roots, subvolumes, warnings);
  }

  @Override
  public FilesystemInfo info(String device) throws IOException {
    Superblock superblock = roots.nodes().superblock();
    Usage usage = Usage.read(roots, devices);
    return new FilesystemInfo(
        device,
        "btrfs",
        null,
        "filesystem",
        superblock.label().isEmpty() ? null : superblock.label(),
        superblock.fsid().toString(),
        (long) superblock.sectorSize(),
        usage.total(),
        usage.total() - usage.free(),
        usage.free(),
        Math.max(usage.free() - usage.available(), 0),
        null,
        null,
        superblock.logRoot().address() == 0,
        null,
        null,
        superblock.features().names(),
        List.of(),
        subvolumes());
  }

  @Override
  public List<Problem> problems(String device) {
    List<Problem> problems = new ArrayList<>();
    for (Warning warning : warnings) {
      problems.add(warning.problem(device));
    }
    return problems;
  }

  @Override
  public boolean hasSubvolumes() {
    return true;
  }

  @Override
  public List<SubvolumeInfo> subvolumes() {
    List<SubvolumeInfo> list = new ArrayList<>();
    for (Subvolume each : subvolumes.all()) {
      if (each.id() != subvolumes.top().id()) {
        list.add(
            new SubvolumeInfo(
                each.id(),
                each.path(),
                each.parent(),
                text(each.item().uuid()),
                text(each.item().parentUuid()),
                each.item().readOnly(),
                each.id() == subvolumes.defaultId(),
                each.item().created()));
      }
    }
    list.sort((a, b) -> a.path().compareTo(b.path()));
    return list;
  }

  private static @Nullable String text(UUID uuid) {
    return uuid.equals(Uuids.NONE) ? null : uuid.toString();
  }

  @Override
  public FileEntry root() throws IOException {
    return inodes.root(subvolumes.defaultSubvolume());
  }

  @Override
  public FileEntry subvolume(String path) throws IOException {
    for (Subvolume each : subvolumes.all()) {
      if (each.path().equals(path)) {
        return inodes.root(each);
      }
    }
    throw new MissingImageException(FileName.display(path) + ": no such subvolume");
  }

  @Override
  public List<DirectoryEntry> list(FileEntry directory) throws IOException {
    return directories.list(of(directory, FileType.DIRECTORY));
  }

  @Override
  public Optional<FileEntry> find(FileEntry directory, String name) throws IOException {
    return directories.find(of(directory, FileType.DIRECTORY), name);
  }

  @Override
  public FileEntry entry(DirectoryEntry entry) throws IOException {
    return directories.resolve(entry);
  }

  @Override
  public BlockSource content(FileEntry file) {
    return contents.content(of(file, FileType.REGULAR));
  }

  @Override
  public String target(FileEntry link) throws IOException {
    return contents.target(of(link, FileType.SYMLINK));
  }

  @Override
  public List<ExtendedAttribute> extendedAttributes(FileEntry entry) throws IOException {
    return ExtendedAttributes.list((Inode) entry);
  }

  private static Inode of(FileEntry entry, FileType type) {
    if (!(entry instanceof Inode inode) || inode.type() != type) {
      throw new IllegalArgumentException("not a %s of this filesystem".formatted(type.label()));
    }
    return inode;
  }
}
