package io.guestkit.filesystem.btrfs.file;

import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.btrfs.tree.Cursor;
import io.guestkit.filesystem.btrfs.tree.Item;
import io.guestkit.filesystem.btrfs.tree.Keys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists directories and looks up names in them, across subvolumes. An entry's id is its inode and
 * its scope the subvolume; that of a placeholder is the directory's inode, negative.
 *
 * @param inodes the inodes of all subvolumes
 */
public record Directories(Inodes inodes) {
  /** What an entry takes in memory, without the characters of its name. */
  private static final int ENTRY_MEMORY_BYTES = 88;

  /** Budget is asked once for so many entries. */
  private static final int BATCH = 256;

  /** Returns the entries of a directory in the order in which they were made. */
  public List<DirectoryEntry> list(Inode directory) throws IOException {
    List<DirectoryEntry> list = new ArrayList<>();
    if (directory.isPlaceholder()) {
      return list;
    }
    Budget budget = directory.home().tree().nodes().space().session().budget();
    long reserved = 0;
    long characters = 0;
    try {
      Cursor cursor = directory.home().tree().from(directory.inode(), Keys.DIR_INDEX, 0);
      for (; cursor.isAt(directory.inode(), Keys.DIR_INDEX); cursor.next()) {
        DirectoryEntry entry = entry(directory, NamedItem.read(cursor.item(), 0));
        list.add(entry);
        characters += entry.name().length();
        if (list.size() % BATCH == 0) {
          long memory = (long) BATCH * ENTRY_MEMORY_BYTES + characters;
          budget.countEntries(BATCH);
          budget.reserve(memory, "a directory");
          reserved += memory;
          characters = 0;
        }
      }
      budget.countEntries(list.size() % BATCH);
    } finally {
      budget.release(reserved);
    }
    return list;
  }

  private DirectoryEntry entry(Inode directory, NamedItem named) throws IOException {
    byte[] bytes = named.name();
    String name = FileName.decode(bytes);
    for (byte b : bytes) {
      named.item().check(b != '/' && b != 0, named.at(), "name with the byte", b);
    }
    named.item().check(!isDots(name), named.at(), "name of dots:", name.length());
    Subvolume home = directory.home();
    if (named.targetType() == Keys.ROOT_ITEM) {
      Optional<Subvolume> subvolume = subvolume(directory, named.targetId(), name);
      return subvolume.isPresent()
          ? new DirectoryEntry(
              name,
              FileType.DIRECTORY,
              subvolume.get().item().rootDirectory(),
              subvolume.get().id())
          : new DirectoryEntry(name, FileType.DIRECTORY, -directory.inode(), home.id());
    }
    named
        .item()
        .check(
            named.targetType() == Keys.INODE_ITEM, named.at(), "key of type", named.targetType());
    return new DirectoryEntry(name, named.type(), named.targetId(), home.id());
  }

  private static boolean isDots(String name) {
    return name.equals(".") || name.equals("..");
  }

  /** Returns the subvolume that a name leads to: of a snapshot the names lead nowhere. */
  private Optional<Subvolume> subvolume(Inode directory, long id, String name) {
    return inodes
        .subvolumes()
        .find(id)
        .filter(found ->
            found.parent() == directory.home().id()
                && found.directory() == directory.inode()
                && found.name().equals(name));
  }

  /** Returns what a name in a directory stands for. */
  public Optional<FileEntry> find(Inode directory, String name) throws IOException {
    if (directory.isPlaceholder() || isDots(name)) {
      return Optional.empty();
    }
    byte[] bytes = FileName.encode(name);
    Optional<Item> item =
        directory.home().tree().find(directory.inode(), Keys.DIR_ITEM, NameHash.of(bytes));
    if (item.isPresent()) {
      for (int at = 0; at < item.get().length(); ) {
        NamedItem named = NamedItem.read(item.get(), at);
        if (named.isNamed(bytes)) {
          return Optional.of(resolve(entry(directory, named)));
        }
        at = named.end();
      }
    }
    return Optional.empty();
  }

  /** Returns what an entry stands for. */
  public Inode resolve(DirectoryEntry entry) throws IOException {
    Optional<Subvolume> home = inodes.subvolumes().find(entry.scope());
    if (home.isEmpty()) {
      throw new IllegalArgumentException("not an entry of this filesystem");
    }
    if (entry.id() < 0) {
      return Inode.placeholder(inodes.read(home.get(), -entry.id()));
    }
    Inode inode = inodes.read(home.get(), entry.id());
    if (entry.type() != FileType.UNKNOWN && entry.type() != inode.type()) {
      throw new CorruptImageException(
          home.get().tree().nodes().space().name(),
          0,
          "inode %d of subvolume %d is a %s, its name says %s"
              .formatted(
                  inode.inode(), home.get().id(), inode.type().label(), entry.type().label()));
    }
    return inode;
  }
}
