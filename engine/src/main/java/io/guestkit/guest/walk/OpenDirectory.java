package io.guestkit.guest.walk;

import io.guestkit.block.Budget;
import io.guestkit.block.ImageException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.guest.GuestRoot;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A directory that a walk is in: its names, and of a run of them the entries. Those of a run are
 * read in the order of their ids, which is that of the disk in most filesystems.
 */
final class OpenDirectory implements Closeable {
  /** 1 MiB: enough for neighbours to meet in one block, little where many directories are open. */
  private static final long RUN_BYTES = 1L << 20;

  /** What an entry takes in memory without its path: an inode, its times, its block map. */
  private static final int ENTRY_BYTES = 1024;

  /** What a name takes in memory without its characters: a record, a text, their headers. */
  private static final int NAME_BYTES = 128;

  /** What a character of a path is counted as: a heap that is smaller than the budget holds it. */
  private static final long CHARACTER_BYTES = 4;

  private final GuestRoot root;
  private final GuestWalk.Found directory;
  private final Budget budget;
  private final List<DirectoryEntry> names;
  private final Map<String, GuestFile> mounted;
  private final int runLength;
  private final long reserved;
  private GuestWalk.Step[] run = {};
  private int nextInRun;
  private int nextName;

  private OpenDirectory(
      GuestRoot root,
      GuestWalk.Found directory,
      List<DirectoryEntry> names,
      Map<String, GuestFile> mounted,
      Budget budget)
      throws ImageException {
    this.root = root;
    this.directory = directory;
    this.names = names;
    this.mounted = mounted;
    this.budget = budget;
    long entry = ENTRY_BYTES + CHARACTER_BYTES * directory.path().length();
    this.runLength = (int) Math.max(1, Math.min(names.size(), RUN_BYTES / entry));
    this.reserved = namesBytes(names) + runLength * entry;
    budget.reserve(reserved, "a directory");
  }

  private OpenDirectory(GuestRoot root, GuestWalk.Found directory, Budget budget) {
    this.root = root;
    this.directory = directory;
    this.names = List.of();
    this.mounted = Map.of();
    this.budget = budget;
    this.runLength = 0;
    this.reserved = 0;
  }

  /** Returns a directory that is not looked into. */
  static OpenDirectory unread(GuestRoot root, GuestWalk.Found directory, Budget budget) {
    return new OpenDirectory(root, directory, budget);
  }

  /** Reads the names of a directory, and what is mounted in it. */
  static OpenDirectory read(GuestWalk.Found directory, GuestRoot root, Budget budget)
      throws IOException {
    List<DirectoryEntry> names = root.names(directory.file());
    SortedMap<String, GuestFile> mounted = root.mountedIn(directory.file());
    if (!mounted.isEmpty()) {
      addMissing(names, mounted);
    }
    return new OpenDirectory(root, directory, names, mounted, budget);
  }

  /** Adds the names that only mounts have. */
  private static void addMissing(List<DirectoryEntry> names, SortedMap<String, GuestFile> mounted) {
    int count = names.size();
    for (String name : mounted.keySet()) {
      boolean found = false;
      for (int i = 0; i < count && !found; i++) {
        found = names.get(i).name().equals(name);
      }
      if (!found) {
        names.add(new DirectoryEntry(name, FileType.DIRECTORY, 0));
      }
    }
    names.sort((a, b) -> a.name().compareTo(b.name()));
  }

  private static long namesBytes(List<DirectoryEntry> names) {
    long bytes = 0;
    for (DirectoryEntry name : names) {
      bytes += NAME_BYTES + name.name().length();
    }
    return bytes;
  }

  GuestWalk.Found directory() {
    return directory;
  }

  boolean hasNext() {
    return nextInRun < run.length || nextName < names.size();
  }

  /** Leaves out the names that are left. */
  void skipRest() {
    nextInRun = run.length;
    nextName = names.size();
  }

  GuestWalk.Step next() throws IOException {
    if (nextInRun == run.length) {
      read();
    }
    return run[nextInRun++];
  }

  private void read() throws IOException {
    int count = Math.min(runLength, names.size() - nextName);
    List<DirectoryEntry> entries = names.subList(nextName, nextName + count);
    long[] order = new long[count];
    Integer[] indexes = new Integer[count];
    for (int i = 0; i < count; i++) {
      order[i] = entries.get(i).id();
      indexes[i] = i;
    }
    Arrays.sort(indexes, (a, b) -> Long.compare(order[a], order[b]));
    GuestWalk.Step[] steps = new GuestWalk.Step[count];
    for (int index : indexes) {
      steps[index] = step(entries.get(index));
    }
    run = steps;
    nextInRun = 0;
    nextName += count;
  }

  private GuestWalk.Step step(DirectoryEntry entry) throws IOException {
    try {
      GuestWalk.checkName(directory.file(), entry.name());
      GuestFile mount = mounted.get(entry.name());
      GuestFile file = mount != null ? mount : root.file(directory.file(), entry);
      return new GuestWalk.Found(path(file.path(), entry), directory.depth() + 1, file);
    } catch (ImageException e) {
      budget.check(); // whose end is that of the walk
      return new GuestWalk.Unreadable(path(entry), e);
    }
  }

  /** Returns the path of a name in the walk: one text with that in the guest where it is equal. */
  private String path(String inGuest, DirectoryEntry entry) {
    return directory.path().equals(directory.file().path()) ? inGuest : path(entry);
  }

  private String path(DirectoryEntry entry) {
    return directory.path().equals("/")
        ? "/" + entry.name()
        : directory.path() + "/" + entry.name();
  }

  @Override
  public void close() {
    budget.release(reserved);
  }
}
