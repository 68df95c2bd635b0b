package io.guestkit.filesystem.xfs.directory;

import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.xfs.layout.BlockHeader;
import io.guestkit.filesystem.xfs.layout.BlockMap;
import io.guestkit.filesystem.xfs.layout.Fork;
import io.guestkit.filesystem.xfs.layout.Inode;
import io.guestkit.filesystem.xfs.layout.Inodes;
import io.guestkit.filesystem.xfs.layout.MappedContent;
import io.guestkit.filesystem.xfs.layout.RecentBlocks;
import io.guestkit.filesystem.xfs.layout.Superblock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** Lists directories and looks up names in them. Thread-safe. */
public final class Directories {
  /** 64 KiB: the largest block of a directory, and a multiple of every other. */
  private static final int CHUNK = 64 << 10;

  private static final int MAX_NAME = 255;

  /** What an entry takes in memory, without the characters of its name. */
  private static final int ENTRY_MEMORY_BYTES = 80;

  /** 64: 4 MiB with the largest blocks; a walk comes back to the directories above it. */
  private static final int RECENT = 64;

  private final Inodes inodes;
  private final NameRules rules;
  private final RecentBlocks<Blocks.Kept> recent = new RecentBlocks<>(RECENT);

  /** Sees the blocks of a directory one by one. */
  @FunctionalInterface
  private interface Visitor {
    /** Goes through the entries of a block; returns whether that was enough. */
    boolean visit(Entries entries) throws IOException;
  }

  /** Makes the directories of a volume. */
  public Directories(Inodes inodes) {
    this.inodes = inodes;
    this.rules = new NameRules(inodes.superblock().features().foldsNames());
  }

  /** Returns the entries of a directory in the order of the disk. */
  public List<DirectoryEntry> list(Inode directory) throws IOException {
    Budget budget = inodes.volume().session().budget();
    List<DirectoryEntry> list = new ArrayList<>();
    long[] reserved = {0};
    try {
      visit(
          directory,
          entries -> {
            int before = list.size();
            long characters = 0;
            while (entries.next()) {
              if (!entries.isDots()) {
                String name = decode(directory, entries.name());
                list.add(new DirectoryEntry(name, entries.type(), entries.inode()));
                characters += name.length();
              }
            }
            int count = list.size() - before;
            long memory = (long) count * ENTRY_MEMORY_BYTES + characters;
            budget.countEntries(count);
            budget.reserve(memory, "a directory");
            reserved[0] += memory;
            return false;
          });
    } finally {
      budget.release(reserved[0]);
    }
    return list;
  }

  private String decode(Inode directory, byte[] name) throws CorruptImageException {
    for (byte b : name) {
      if (b == 0 || b == '/') {
        throw new CorruptImageException(
            "directory " + inodes.name(directory), 0, "byte %#x in a name".formatted(b));
      }
    }
    return FileName.decode(name);
  }

  /** Returns the number of the inode that a name stands for. */
  public OptionalLong find(Inode directory, String name) throws IOException {
    byte[] bytes = FileName.encode(name);
    if (name.equals(".") || name.equals("..") || bytes.length == 0 || bytes.length > MAX_NAME) {
      return OptionalLong.empty();
    }
    if (directory.data().form() != Fork.Form.LOCAL && rules.isIndexed(bytes)) {
      try {
        Blocks blocks = new Blocks(directory, content(directory), recent);
        return new NameIndex(blocks, inodes.superblock(), rules).find(bytes);
      } catch (CorruptImageException damagedIndex) {
        return scan(directory, bytes); // the names can be found without the index
      }
    }
    return scan(directory, bytes);
  }

  /** Searches all entries; a name of equal bytes goes before one that is equal by the rules. */
  private OptionalLong scan(Inode directory, byte[] name) throws IOException {
    long[] found = {0};
    visit(
        directory,
        entries -> {
          while (entries.next()) {
            byte[] other = entries.name();
            if (Arrays.equals(name, other)) {
              found[0] = entries.inode();
              return true;
            }
            if (found[0] == 0 && rules.areEqual(name, other)) {
              found[0] = entries.inode();
            }
          }
          return false;
        });
    return found[0] == 0 ? OptionalLong.empty() : OptionalLong.of(found[0]);
  }

  private void visit(Inode directory, Visitor visitor) throws IOException {
    Fork fork = directory.data();
    if (fork.form() == Fork.Form.LOCAL) {
      Struct s = fork.s();
      s.check(directory.size() <= s.length(), 0, "directory of %d bytes", directory.size());
      Struct whole = s.inner("directory in its inode", 0, (int) directory.size());
      visitor.visit(new ShortForm(whole, inodes.superblock()));
    } else {
      visitBlocks(directory, visitor);
    }
  }

  private void visitBlocks(Inode directory, Visitor visitor) throws IOException {
    Superblock superblock = inodes.superblock();
    MappedContent content = content(directory);
    Blocks blocks = new Blocks(directory, content, recent);
    int size = superblock.directoryBlockSize();
    long position = 0;
    while (position < NameIndex.START) {
      BlockMap.Run run = content.map().at(position / superblock.blockSize());
      long left = NameIndex.START - position;
      long most = (left + superblock.blockSize() - 1) / superblock.blockSize();
      long bytes = Math.min(run.count(), most) * superblock.blockSize();
      if (run.isHole() && bytes >= size) {
        position += bytes / size * size;
        continue;
      }
      int length = (int) Math.max(size, Math.min(bytes, CHUNK) / size * size);
      Struct chunk = Struct.bigEndian("directory", content, position, length);
      for (int at = 0; at < length; at += size) {
        Struct block = chunk.inner("directory block", at, size);
        blocks.check(block, content.place(position + at), BlockHeader.DIRECTORY);
        if (visitor.visit(new DataBlock(block, superblock))) {
          return;
        }
      }
      position += length;
    }
  }

  /** Returns entries and index of a directory as bytes. */
  private MappedContent content(Inode directory) throws IOException {
    return inodes.content(directory, directory.data(), Long.MAX_VALUE);
  }
}
