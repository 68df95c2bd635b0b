package io.guestkit.guest;

import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.PartitionInfo;
import java.util.List;

/**
 * One of the partitions that take turns to hold a system, as A and B. Which one is started the
 * attributes of the partition table say. Sources: ChromeOS' disk format, that Flatcar and
 * Bottlerocket follow (bits 48 to 51 priority, 52 to 55 tries left, 56 successful).
 *
 * @param priority 0 to 15, 0 for one that is not started
 */
record Slot(int priority) {
  /** One that is not started. */
  static final Slot NONE = new Slot(0);

  private static final int PRIORITY_BIT = 48;
  private static final int TRIES_BIT = 52;
  private static final long SUCCESSFUL = 1L << 56;
  private static final int FOUR_BITS = 15;

  /** Reads the attributes of a partition; one that failed at each try is not started. */
  static Slot of(long attributes) {
    int priority = (int) (attributes >>> PRIORITY_BIT) & FOUR_BITS;
    boolean starts =
        (attributes & SUCCESSFUL) != 0 || ((attributes >>> TRIES_BIT) & FOUR_BITS) != 0;
    return new Slot(starts ? priority : 0);
  }

  /**
   * Returns the slot of a partition: its own attributes, or where it has none those of the other
   * partitions of its turn, as Bottlerocket keeps them at BOOT-A for ROOT-A.
   *
   * @param partitions those of its disk
   */
  static Slot of(VolumeContent content, List<VolumeContent> partitions) {
    Slot own = of(content.volume().attributes());
    String turn = turn(label(content));
    if (own.priority > 0 || turn.isEmpty()) {
      return own;
    }
    Slot best = own;
    for (VolumeContent other : partitions) {
      Slot slot = of(other.volume().attributes());
      if (turn(label(other)).equals(turn) && slot.priority > best.priority) {
        best = slot;
      }
    }
    return best;
  }

  /** Returns whether two partitions take turns: their names differ in the last letter only. */
  static boolean areTurns(VolumeContent a, VolumeContent b) {
    String one = label(a);
    String other = label(b);
    return !turn(one).isEmpty()
        && !turn(other).isEmpty()
        && !one.equals(other)
        && one.regionMatches(0, other, 0, one.length() - 1)
        && one.length() == other.length();
  }

  /** Returns the {@code -A} at the end of a name, or nothing. */
  private static String turn(String label) {
    int length = label.length();
    boolean isTurn =
        length > 2
            && (label.charAt(length - 2) == '-' || label.charAt(length - 2) == '_')
            && "ABab".indexOf(label.charAt(length - 1)) >= 0;
    return isTurn ? label.substring(length - 2) : "";
  }

  private static String label(VolumeContent content) {
    PartitionInfo partition = content.volume().partition();
    String label = partition == null ? null : partition.label();
    return label == null ? "" : label;
  }
}
