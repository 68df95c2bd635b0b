package io.guestkit.filesystem.ext;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.LockedImageException;
import io.guestkit.block.Struct;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.ExtendedAttribute;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.UuidText;
import io.guestkit.filesystem.ext.jbd2.Journal;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An ext2, ext3 or ext4 filesystem. */
final class ExtFilesystem implements Filesystem {
  /** 64 KiB: the biggest block; what is inline is smaller than one. */
  private static final int MAX_INLINE = 1 << 16;

  /** What was noticed when opening, before the device has a name. */
  private record Warning(String kind, String sentence) {}

  private final InodeTable inodes;
  private final boolean clean;
  private final List<Warning> warnings;
  private final ExtendedAttributes attributes;
  private final Directories directories;

  private ExtFilesystem(InodeTable inodes, boolean clean, List<Warning> warnings) {
    this.inodes = inodes;
    this.clean = clean;
    this.warnings = List.copyOf(warnings);
    this.attributes = new ExtendedAttributes(inodes);
    this.directories = new Directories(inodes, attributes);
  }

  static ExtFilesystem open(BlockSource volume) throws IOException {
    Superblock superblock = Superblock.read(volume);
    List<Warning> warnings = new ArrayList<>();
    if (superblock.blocks() * superblock.blockSize() > volume.size()) {
      warnings.add(
          new Warning(
              "corrupt",
              "%s: the filesystem has %d bytes, the volume only %d"
                  .formatted(
                      volume.name(), superblock.blocks() * superblock.blockSize(), volume.size())));
    }
    boolean clean =
        (superblock.state() & Superblock.STATE_CLEAN) != 0 && !superblock.needsRecovery();
    InodeTable stored = InodeTable.of(volume, superblock, FastCommits.NONE);
    boolean recover =
        superblock.needsRecovery() && superblock.features().hasCompat(Features.COMPAT_HAS_JOURNAL);
    InodeTable inodes = recover ? recover(stored, warnings) : stored;
    return new ExtFilesystem(inodes, clean, warnings);
  }

  /** Returns the inodes as the journal leaves them, or as they are where it cannot be replayed. */
  private static InodeTable recover(InodeTable stored, List<Warning> warnings) throws IOException {
    BlockSource volume = stored.volume();
    Superblock superblock = stored.superblock();
    if (superblock.journalInode() == 0) {
      String sentence = volume.name() + ": the journal is on another device and was not replayed";
      warnings.add(new Warning("unsupported", sentence));
      return stored;
    }
    try {
      Inode log = stored.read(superblock.journalInode());
      Journal journal =
          Journal.replay(stored.content(log, log.size()), volume, superblock.blockSize());
      Superblock recovered = Superblock.read(journal.volume());
      InodeTable inodes = InodeTable.of(journal.volume(), recovered, FastCommits.NONE);
      if (journal.fastCommits().isEmpty()) {
        return inodes;
      }
      FastCommits commits =
          FastCommitLog.read(journal.fastCommits().get(), inodes, journal.nextSequence());
      return InodeTable.of(journal.volume(), recovered, commits);
    } catch (CorruptImageException | UnsupportedImageException e) {
      String sentence =
          "%s: the journal was not replayed: %s".formatted(volume.name(), e.getMessage());
      warnings.add(new Warning(e.kind(), sentence));
      return stored;
    }
  }

  @Override
  public FilesystemInfo info(String device) throws IOException {
    Superblock superblock = inodes.superblock();
    Usage usage = Usage.read(inodes);
    long blockSize = superblock.blockSize();
    String label = superblock.label().stripTrailing();
    return new FilesystemInfo(
        device,
        superblock.features().type((superblock.flags() & Superblock.FLAG_TEST) != 0),
        superblock.version(),
        "filesystem",
        label.isEmpty() ? null : label,
        UuidText.of(superblock.uuid()),
        blockSize,
        usage.total() * blockSize,
        (usage.total() - usage.free()) * blockSize,
        usage.free() * blockSize,
        (usage.free() - usage.available()) * blockSize,
        superblock.inodes(),
        usage.inodesFree(),
        clean,
        superblock.lastMounted(),
        superblock.lastMountPath().isEmpty() ? null : superblock.lastMountPath(),
        FeatureNames.of(superblock.features()),
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
    Inode root = inodes.read(Inode.ROOT);
    root.map().check(root.type() == FileType.DIRECTORY, -Inode.MAP_AT, "mode %#o", root.rawMode());
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
    checkNotEncrypted(inode);
    return inode.has(Inode.INLINE_DATA)
        ? inodes.memory(inode, inline(inode))
        : inodes.content(inode, inode.size());
  }

  @Override
  public String target(FileEntry link) throws IOException {
    Inode inode = of(link, FileType.SYMLINK);
    checkNotEncrypted(inode);
    byte[] target;
    if (inode.has(Inode.INLINE_DATA)) {
      target = inline(inode);
    } else if (isFast(inode)) {
      inode.map().check(inode.size() < Inode.MAP_LENGTH, 0, "link of %d bytes", inode.size());
      target = inode.map().bytes(0, (int) inode.size());
    } else {
      int blockSize = inodes.superblock().blockSize();
      inode.map().check(inode.size() <= blockSize, 0, "link of %d bytes", inode.size());
      target = inodes.content(inode, inode.size()).readBytes(0, (int) inode.size());
    }
    int end = 0;
    while (end < target.length && target[end] != 0) {
      end++;
    }
    return FileName.decode(Arrays.copyOf(target, end));
  }

  /** Returns whether a link's target is in the inode: no block but one of attributes is used. */
  private boolean isFast(Inode link) {
    Superblock superblock = inodes.superblock();
    long attributes =
        link.attributeBlock() == 0 ? 0 : (long) superblock.blockSize() * superblock.clusterBlocks();
    return link.allocated() == attributes;
  }

  /** Returns inline content: the block map, then an attribute, then zeros. */
  private byte[] inline(Inode inode) throws IOException {
    Struct map = inode.map();
    map.check(inode.size() <= MAX_INLINE, 0, "inline content of %d bytes", inode.size());
    byte[] rest = inode.size() > Inode.MAP_LENGTH ? attributes.inlineData(inode) : new byte[0];
    byte[] bytes = new byte[Inode.MAP_LENGTH + rest.length];
    System.arraycopy(map.bytes(0, Inode.MAP_LENGTH), 0, bytes, 0, Inode.MAP_LENGTH);
    System.arraycopy(rest, 0, bytes, Inode.MAP_LENGTH, rest.length);
    return Arrays.copyOf(bytes, (int) inode.size());
  }

  private void checkNotEncrypted(Inode inode) throws LockedImageException {
    if (inode.has(Inode.ENCRYPTED)) {
      throw new LockedImageException(
          "inode %d of %s is encrypted".formatted(inode.inode(), inodes.volume().name()));
    }
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
