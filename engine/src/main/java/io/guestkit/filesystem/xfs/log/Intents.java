package io.guestkit.filesystem.xfs.log;

import io.guestkit.block.CorruptImageException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Operations that transactions announced and later ones should have done: the types come in pairs,
 * and each item says its number behind eight bytes. Source: "XFS Algorithms &amp; Data Structures",
 * "Intent to Free an Extent" and those that follow.
 */
final class Intents {
  private static final int NUMBER_AT = 8;
  private static final int LENGTH = 16;

  private final Map<Integer, Set<Long>> announced = new HashMap<>();
  private int owners;

  /** Returns whether a type is of such a pair. */
  static boolean isOne(int type) {
    return type == Item.EXTENT_FREE
        || type == Item.EXTENT_FREE_DONE
        || (type >= Item.FIRST_PAIR && type <= Item.LAST_DEFERRED);
  }

  void see(Item item) throws CorruptImageException {
    int type = item.type();
    // Announcements have even numbers.
    int kind = type & ~1;
    long number = item.region(0, LENGTH).getLong(NUMBER_AT);
    Set<Long> numbers = announced.computeIfAbsent(kind, any -> new LinkedHashSet<>());
    if (type == kind) {
      numbers.add(number);
    } else {
      numbers.remove(number);
    }
  }

  /** Counts an inode whose tree of extents went over to another one. */
  void countOwner() {
    owners++;
  }

  /** Returns in words what was announced and not done, empty where everything was. */
  Optional<String> left() {
    int sum = owners;
    Map<String, Integer> counts = new TreeMap<>();
    if (owners > 0) {
      counts.put("owners of extents", owners);
    }
    for (Map.Entry<Integer, Set<Long>> each : announced.entrySet()) {
      int count = each.getValue().size();
      if (count > 0) {
        counts.merge(name(each.getKey()), count, Integer::sum);
        sum += count;
      }
    }
    if (sum == 0) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    text.append(sum).append(sum == 1 ? " deferred operation (" : " deferred operations (");
    String separator = "";
    for (Map.Entry<String, Integer> each : counts.entrySet()) {
      text.append(separator).append(each.getKey()).append(": ").append(each.getValue());
      separator = ", ";
    }
    return Optional.of(text.append(')').toString());
  }

  private static String name(int type) {
    return switch (type) {
      case Item.EXTENT_FREE, 0x124a -> "extents to free";
      case 0x1240, 0x124c -> "reverse mappings";
      case 0x1242, 0x124e -> "reference counts";
      case 0x1244 -> "block maps";
      case 0x1246 -> "attributes";
      case 0x1248 -> "exchanged mappings";
      default -> "others";
    };
  }
}
