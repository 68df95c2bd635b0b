package io.guestkit.filesystem.ext;

import io.guestkit.block.MemorySource;
import io.guestkit.filesystem.ext.BlockMap.Run;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What fast commits changed since the last transaction: inodes, ranges of their blocks, and names.
 * Filled by {@link FastCommitLog} and not changed afterwards.
 */
final class FastCommits {
  /** Those of a volume that has none. */
  static final FastCommits NONE = new FastCommits();

  private final Map<Long, MemorySource> inodes = new HashMap<>();
  private final Map<Long, NavigableMap<Long, Run>> ranges = new HashMap<>();
  private final Map<Long, Map<String, Long>> names = new HashMap<>();
  private final Set<Long> newDirectories = new HashSet<>();

  /** Returns the bytes of an inode that was changed, or null. */
  @Nullable MemorySource inode(long number) {
    return inodes.get(number);
  }

  void putInode(long number, MemorySource bytes) {
    inodes.put(number, bytes);
  }

  /** Returns the names of a directory that were changed, as Latin-1, with 0 for those removed. */
  Map<String, Long> names(long directory) {
    return names.getOrDefault(directory, Map.of());
  }

  void putName(long directory, String name, long inode) {
    names.computeIfAbsent(directory, key -> new LinkedHashMap<>()).put(name, inode);
  }

  /** Returns whether a directory was made by a fast commit, so that its blocks hold no names. */
  boolean isNewDirectory(long inode) {
    return newDirectories.contains(inode);
  }

  void addNewDirectory(long inode) {
    newDirectories.add(inode);
  }

  /** Sets where some blocks of a file are; {@link Run#HOLE} removes them. */
  void putRange(long inode, long logical, Run run) {
    NavigableMap<Long, Run> map = ranges.computeIfAbsent(inode, key -> new TreeMap<>());
    long end = logical + run.count();
    split(map, logical);
    split(map, end);
    map.subMap(logical, end).clear();
    map.put(logical, run);
  }

  private static void split(NavigableMap<Long, Run> map, long at) {
    Map.Entry<Long, Run> before = map.lowerEntry(at);
    if (before != null && before.getKey() + before.getValue().count() > at) {
      long kept = at - before.getKey();
      map.put(before.getKey(), part(before.getValue(), 0, kept));
      map.put(at, part(before.getValue(), kept, before.getValue().count() - kept));
    }
  }

  private static Run part(Run run, long from, long count) {
    return run.isHole() ? Run.hole(count) : new Run(run.physical() + from, count);
  }

  /** Returns where the blocks of a file are now. */
  BlockMap blocks(long inode, BlockMap stored) {
    NavigableMap<Long, Run> changed = ranges.get(inode);
    if (changed == null) {
      return stored;
    }
    return logical -> {
      Map.Entry<Long, Run> range = changed.floorEntry(logical);
      if (range != null && range.getKey() + range.getValue().count() > logical) {
        long within = logical - range.getKey();
        return part(range.getValue(), within, range.getValue().count() - within);
      }
      Run run = stored.at(logical);
      Long next = changed.higherKey(logical);
      return next == null ? run : part(run, 0, Math.min(run.count(), next - logical));
    };
  }
}
