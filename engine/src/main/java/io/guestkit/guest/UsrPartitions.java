package io.guestkit.guest;

import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.PartitionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of several /usr filesystems a system without one of its own starts with. Sources: Flatcar's
 * and CoreOS' partitions, the Discoverable Partitions Specification (of several the newest name).
 */
final class UsrPartitions {
  private final List<VolumeContent> partitions;
  private final String rootType;

  /**
   * Makes the choice for one guest.
   *
   * @param partitions those of the root's disk
   * @param root device of the root
   */
  UsrPartitions(List<VolumeContent> partitions, String root) {
    this.partitions = partitions;
    this.rootType = of(root).map(PartitionTypes::of).orElse("");
  }

  /** Returns the one that is started, or empty where nothing tells. */
  Optional<Mount> choose(List<Mount> usrs) {
    List<Mount> own = new ArrayList<>();
    for (Mount usr : usrs) {
      if (of(usr.volume()).isPresent()) {
        own.add(usr);
      }
    }
    List<Mount> candidates = own.isEmpty() ? usrs : own;
    if (candidates.size() == 1) {
      return Optional.of(candidates.getFirst());
    }
    return highest(candidates).or(() -> newest(candidates));
  }

  private Optional<VolumeContent> of(String device) {
    return SystemSlots.find(partitions, device);
  }

  private Optional<Mount> highest(List<Mount> usrs) {
    Optional<Mount> best = Optional.empty();
    int priority = 0;
    for (Mount usr : usrs) {
      Slot slot = of(usr.volume()).map(found -> Slot.of(found, partitions)).orElse(Slot.NONE);
      if (slot.priority() > priority) {
        priority = slot.priority();
        best = Optional.of(usr);
      }
    }
    return best;
  }

  private Optional<Mount> newest(List<Mount> usrs) {
    Optional<Mount> best = Optional.empty();
    String newest = "";
    for (Mount usr : usrs) {
      Optional<VolumeContent> partition = of(usr.volume());
      if (partition.isPresent()
          && PartitionTypes.isUsr(PartitionTypes.of(partition.get()), rootType)
          && !PartitionTypes.isLeftAlone(partition.get())) {
        PartitionInfo info = partition.get().volume().partition();
        String label = info == null || info.label() == null ? "" : info.label();
        if (best.isEmpty() || compare(label, newest) > 0) {
          best = Optional.of(usr);
          newest = label;
        }
      }
    }
    return best;
  }

  /** Compares names, runs of digits by their numbers. */
  static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int aEnd = digits(a, i);
      int bEnd = digits(b, j);
      int order;
      if (aEnd > i && bEnd > j) {
        String one = number(a, i, aEnd);
        String other = number(b, j, bEnd);
        order = Integer.compare(one.length(), other.length());
        order = order != 0 ? order : one.compareTo(other);
      } else {
        order = Character.compare(a.charAt(i), b.charAt(j));
        aEnd = i + 1;
        bEnd = j + 1;
      }
      if (order != 0) {
        return order;
      }
      i = aEnd;
      j = bEnd;
    }
    return Integer.compare(a.length() - i, b.length() - j);
  }

  private static int digits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private static String number(String text, int from, int to) {
    int start = from;
    while (start < to - 1 && text.charAt(start) == '0') {
      start++;
    }
    return text.substring(start, to);
  }
}
