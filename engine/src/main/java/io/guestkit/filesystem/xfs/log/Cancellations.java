package io.guestkit.filesystem.xfs.log;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Buffers whose content no longer counts because their blocks were freed, by sector and length. A
 * buffer counts again once the last of its cancellations has been gone past.
 */
final class Cancellations {
  private final TreeMap<Long, Map<Integer, Integer>> counts = new TreeMap<>();

  void add(long sector, int sectors) {
    counts.computeIfAbsent(sector, any -> new HashMap<>()).merge(sectors, 1, Integer::sum);
  }

  void goPast(long sector, int sectors) {
    Map<Integer, Integer> lengths = counts.get(sector);
    if (lengths != null) {
      lengths.computeIfPresent(sectors, (any, count) -> count > 1 ? count - 1 : null);
      if (lengths.isEmpty()) {
        counts.remove(sector);
      }
    }
  }

  boolean holds(long sector, int sectors) {
    Map<Integer, Integer> lengths = counts.get(sector);
    return lengths != null && lengths.containsKey(sectors);
  }

  /** Returns whether a buffer that starts in a run of sectors was cancelled. */
  boolean holdsAny(long sector, long sectors) {
    return !counts.subMap(sector, sector + sectors).isEmpty();
  }
}
