package io.guestkit.filesystem.ext;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Extent;
import io.guestkit.block.MemorySource;
import io.guestkit.block.Struct;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Lists directories and looks up names in them. */
record Directories(InodeTable inodes, ExtendedAttributes attributes) {
  /** 64 KiB: four blocks of the cache in one read of the image. */
  private static final int CHUNK = 64 << 10;

  private static final int MAX_NAME = 255;

  /** What an entry takes in memory, without the characters of its name. */
  private static final int ENTRY_MEMORY_BYTES = 80;

  /** Sees the blocks of a directory one by one. */
  @FunctionalInterface
  private interface Visitor {
    /** Goes through the entries of a block; returns whether that was enough. */
    boolean visit(DirectoryBlock entries) throws IOException;
  }

  List<DirectoryEntry> list(Inode directory) throws IOException {
    Names names = Names.of(directory, inodes.superblock());
    Map<String, Long> changed = inodes.commits().names(directory.inode());
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
              if (!entries.isDots() && !isChanged(changed, entries)) {
                String name = names.decode(entries);
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
    for (Map.Entry<String, Long> name : changed.entrySet()) {
      if (name.getValue() != 0) {
        FileType type = inodes.read(name.getValue()).type();
        byte[] bytes = name.getKey().getBytes(StandardCharsets.ISO_8859_1);
        list.add(new DirectoryEntry(names.decode(bytes), type, name.getValue()));
      }
    }
    return list;
  }

  private static boolean isChanged(Map<String, Long> changed, DirectoryBlock entries) {
    return !changed.isEmpty()
        && changed.containsKey(new String(entries.name(), StandardCharsets.ISO_8859_1));
  }

  /** Returns the number of the inode that a name stands for. */
  OptionalLong find(Inode directory, String name) throws IOException {
    if (name.equals(".") || name.equals("..")) {
      return OptionalLong.empty();
    }
    byte[] bytes = FileName.encode(name);
    Names names = Names.of(directory, inodes.superblock());
    if (!names.areBytes()) {
      return findAmongAll(directory, name, names);
    }
    if (bytes.length == 0 || bytes.length > MAX_NAME) {
      return OptionalLong.empty();
    }
    Map<String, Long> changed = inodes.commits().names(directory.inode());
    Long inode = changed.isEmpty() ? null : changed.get(latin1(bytes));
    if (inode != null) {
      return inode == 0 ? OptionalLong.empty() : OptionalLong.of(inode);
    }
    if (isHashed(directory)) {
      try {
        BlockSource content = content(directory);
        HashTree.Result result = HashTree.find(content, inodes.superblock(), bytes);
        if (result.answer() != HashTree.Answer.UNUSABLE) {
          return result.answer() == HashTree.Answer.FOUND
              ? OptionalLong.of(result.inode())
              : OptionalLong.empty();
        }
      } catch (CorruptImageException damagedTree) {
        return findByBytes(directory, bytes); // the names can be found without the tree
      }
    }
    return findByBytes(directory, bytes);
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private boolean isHashed(Inode directory) {
    return directory.has(Inode.INDEX)
        && !directory.has(Inode.INLINE_DATA)
        && inodes.superblock().features().hasCompat(Features.COMPAT_DIR_INDEX)
        && !inodes.commits().isNewDirectory(directory.inode());
  }

  private OptionalLong findByBytes(Inode directory, byte[] name) throws IOException {
    long[] found = {0};
    visit(
        directory,
        entries -> {
          while (entries.next()) {
            if (entries.isNamed(name)) {
              found[0] = entries.inode();
              return true;
            }
          }
          return false;
        });
    return found[0] == 0 ? OptionalLong.empty() : OptionalLong.of(found[0]);
  }

  /** Searches where names are compared by what they look like; an equal name goes first. */
  private OptionalLong findAmongAll(Inode directory, String name, Names names) throws IOException {
    String folded = names.fold(name);
    OptionalLong found = OptionalLong.empty();
    for (DirectoryEntry entry : list(directory)) {
      if (entry.name().equals(name)) {
        return OptionalLong.of(entry.id());
      }
      if (found.isEmpty() && names.fold(entry.name()).equals(folded)) {
        found = OptionalLong.of(entry.id());
      }
    }
    return found;
  }

  private void visit(Inode directory, Visitor visitor) throws IOException {
    if (inodes.commits().isNewDirectory(directory.inode())) {
      return;
    }
    if (directory.has(Inode.INLINE_DATA)) {
      visitInline(directory, visitor);
    } else {
      visitBlocks(directory, visitor);
    }
  }

  /** The number of the directory above takes four bytes; then two runs of entries follow. */
  private void visitInline(Inode directory, Visitor visitor) throws IOException {
    byte[] rest = attributes.inlineData(directory);
    Struct s = directory.map().inner("inline directory", 4, Inode.MAP_LENGTH - 4);
    if (visitor.visit(new DirectoryBlock(s, inodes.superblock()))) {
      return;
    }
    if (rest.length > 0) {
      MemorySource memory = inodes.memory(directory, rest);
      Struct more = Struct.littleEndian("inline directory", memory, 0, rest.length);
      visitor.visit(new DirectoryBlock(more, inodes.superblock()));
    }
  }

  private void visitBlocks(Inode directory, Visitor visitor) throws IOException {
    BlockSource content = content(directory);
    int blockSize = inodes.superblock().blockSize();
    long position = 0;
    while (position < content.size()) {
      Extent extent = content.extentAt(position);
      if (extent.kind() == Extent.Kind.ZERO) {
        position += extent.length();
        continue;
      }
      int length = (int) Math.min(extent.length(), Math.max(CHUNK, blockSize));
      Struct chunk = Struct.littleEndian("directory", content, position, length);
      for (int at = 0; at < length; at += blockSize) {
        Struct block = chunk.inner("directory block", at, blockSize);
        if (visitor.visit(new DirectoryBlock(block, inodes.superblock()))) {
          return;
        }
      }
      position += length;
    }
  }

  /** Returns the whole blocks of a directory. */
  private BlockSource content(Inode directory) throws IOException {
    long blockSize = inodes.superblock().blockSize();
    long blocks = (directory.size() + blockSize - 1) / blockSize;
    directory
        .map()
        .check(
            directory.size() >= 0 && blocks <= inodes.superblock().blocks(),
            0x04 - Inode.MAP_AT,
            "directory of %d blocks",
            blocks);
    return inodes.content(directory, blocks * blockSize);
  }
}
