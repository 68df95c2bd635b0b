package io.guestkit.filesystem.xfs;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.MemorySource;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.ExtendedAttribute;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.UuidText;
import io.guestkit.filesystem.xfs.attribute.ExtendedAttributes;
import io.guestkit.filesystem.xfs.directory.Directories;
import io.guestkit.filesystem.xfs.layout.Fork;
import io.guestkit.filesystem.xfs.layout.Inode;
import io.guestkit.filesystem.xfs.layout.Inodes;
import io.guestkit.filesystem.xfs.layout.Superblock;
import io.guestkit.filesystem.xfs.log.Log;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An XFS filesystem. */
final class XfsFilesystem implements Filesystem {

  /** What was noticed when opening, before the device has a name. */
  private record Warning(String kind, String sentence) {}

  private final Inodes inodes;
  private final @Nullable Boolean clean;
  private final List<Warning> warnings;
  private final Directories directories;
  private final ExtendedAttributes attributes;
  private final Links links;

  private XfsFilesystem(Inodes inodes, @Nullable Boolean clean, List<Warning> warnings) {
    this.inodes = inodes;
    this.clean = clean;
    this.warnings = List.copyOf(warnings);
    this.directories = new Directories(inodes);
    this.attributes = new ExtendedAttributes(inodes);
    this.links = new Links(inodes);
  }

  static XfsFilesystem open(BlockSource volume) throws IOException {
    Superblock superblock = Superblock.read(volume);
    List<Warning> warnings = new ArrayList<>();
    if (superblock.size() > volume.size()) {
      warnings.add(
          new Warning(
              "corrupt",
              "%s: the filesystem has %d bytes, the volume only %d"
                  .formatted(volume.name(), superblock.size(), volume.size())));
    }
    if (superblock.features().needsRepair()) {
      warnings.add(
          new Warning("corrupt", volume.name() + ": the filesystem is marked as needing repair"));
    }
    if (superblock.realtimeBlocks() > 0) {
      warnings.add(
          new Warning(
              "unsupported", volume.name() + ": files on the real-time device are not read"));
    }
    return recovered(volume, superblock, warnings);
  }

  /** Returns the filesystem as the log leaves it, or as it is where that cannot be replayed. */
  private static XfsFilesystem recovered(
      BlockSource volume, Superblock superblock, List<Warning> warnings) throws IOException {
    if (superblock.logStart() == 0) {
      String sentence = volume.name() + ": the log is on another device and was not replayed";
      warnings.add(new Warning("unsupported", sentence));
      return new XfsFilesystem(new Inodes(volume, superblock), null, warnings);
    }
    try {
      Log log = Log.read(volume, superblock);
      if (log.isClean()) {
        return new XfsFilesystem(new Inodes(volume, superblock), true, warnings);
      }
      Log.Replay replay = log.replay();
      Superblock after = Superblock.read(replay.volume());
      Optional<String> left = replay.left();
      if (left.isPresent()) {
        String sentence = volume.name() + ": the log was not fully replayed: " + left.get();
        warnings.add(new Warning("unsupported", sentence));
      }
      return new XfsFilesystem(new Inodes(replay.volume(), after), false, warnings);
    } catch (CorruptImageException | UnsupportedImageException e) {
      String sentence = "%s: the log was not replayed: %s".formatted(volume.name(), e.getMessage());
      warnings.add(new Warning(e.kind(), sentence));
      return new XfsFilesystem(new Inodes(volume, superblock), false, warnings);
    }
  }

  @Override
  public FilesystemInfo info(String device) throws IOException {
    Superblock superblock = inodes.superblock();
    Usage usage = Usage.read(inodes, clean == null || clean);
    long blockSize = superblock.blockSize();
    String label = superblock.label().stripTrailing();
    return new FilesystemInfo(
        device,
        "xfs",
        null,
        "filesystem",
        label.isEmpty() ? null : label,
        UuidText.of(superblock.uuid()),
        blockSize,
        usage.total() * blockSize,
        (usage.total() - usage.free()) * blockSize,
        usage.free() * blockSize,
        0L,
        usage.inodes(),
        usage.inodesFree(),
        clean,
        null,
        null,
        superblock.features().names(),
        List.of(),
        List.of());
  }

  @Override
  public List<Problem> problems(String device) {
    List<Problem> problems = new ArrayList<>();
    for (Warning warning : warnings) {
      problems.add(new Problem(warning.kind(), device, null, warning.sentence()));
    }
    return problems;
  }

  @Override
  public FileEntry root() throws IOException {
    Inode root = inodes.read(inodes.superblock().rootInode());
    if (root.type() != FileType.DIRECTORY) {
      throw new CorruptImageException(
          "root " + inodes.name(root),
          inodes.superblock().inodeOffset(root.inode()),
          "mode %#o".formatted(root.rawMode()));
    }
    return root;
  }

  @Override
  public List<DirectoryEntry> list(FileEntry directory) throws IOException {
    return directories.list(of(directory, FileType.DIRECTORY));
  }

  @Override
  public Optional<FileEntry> find(FileEntry directory, String name) throws IOException {
    OptionalLong number = directories.find(of(directory, FileType.DIRECTORY), name);
    return number.isPresent() ? Optional.of(inodes.read(number.getAsLong())) : Optional.empty();
  }

  @Override
  public FileEntry entry(DirectoryEntry entry) throws IOException {
    return inodes.read(entry.id());
  }

  @Override
  public BlockSource content(FileEntry file) throws IOException {
    Inode inode = of(file, FileType.REGULAR);
    if (inode.isRealtime()) {
      throw new UnsupportedImageException(
          inodes.name(inode) + ": its content is on the real-time device");
    }
    if (inode.data().form() == Fork.Form.LOCAL) {
      return local(inode);
    }
    return inodes.content(inode, inode.data(), inode.size());
  }

  /** No kernel writes such files, but the format has room for them. */
  private BlockSource local(Inode inode) throws IOException {
    int length = inode.data().s().length();
    inode.data().s().check(inode.size() <= length, 0, "%d bytes in the inode", inode.size());
    byte[] bytes = inode.data().s().bytes(0, (int) inode.size());
    return new MemorySource(inodes.name(inode), bytes, inodes.volume().session());
  }

  @Override
  public String target(FileEntry link) throws IOException {
    return FileName.decode(links.target(of(link, FileType.SYMLINK)));
  }

  @Override
  public List<ExtendedAttribute> extendedAttributes(FileEntry entry) throws IOException {
    return attributes.list((Inode) entry);
  }

  private static Inode of(FileEntry entry, FileType type) {
    if (!(entry instanceof Inode inode) || inode.type() != type) {
      throw new IllegalArgumentException("not a %s of this filesystem".formatted(type.label()));
    }
    return inode;
  }
}
