package io.guestkit.guest;

import io.guestkit.guest.table.FstabLine;
import java.util.ArrayList;
import java.util.List;

/**
 * What something in a guest wants to be mounted.
 *
 * @param line what and where
 * @param by who says so, for messages: {@code fstab} or a unit
 */
record MountRequest(FstabLine line, String by) {

  /** Returns whether nobody minds when it is not there. */
  boolean isOptional() {
    return line.has("noauto") || line.has("nofail");
  }

  /**
   * Returns requests in an order in which each can be done: after what is mounted above it, and
   * after what is mounted where a bind mount takes its directory from, as systemd orders them.
   * Where bind mounts wait for each other the first one is done first.
   */
  static List<MountRequest> ordered(List<MountRequest> requests) {
    List<MountRequest> byDepth = new ArrayList<>(requests);
    byDepth.sort((a, b) -> Integer.compare(depth(a), depth(b)));
    List<MountRequest> order = new ArrayList<>(byDepth.size());
    boolean[] begun = new boolean[byDepth.size()];
    for (int i = 0; i < begun.length; i++) {
      place(byDepth, i, begun, order);
    }
    return order;
  }

  private static int depth(MountRequest request) {
    return MountKind.depth(request.line.path());
  }

  private static void place(
      List<MountRequest> requests, int index, boolean[] begun, List<MountRequest> order) {
    if (begun[index]) {
      return;
    }
    begun[index] = true;
    MountRequest request = requests.get(index);
    for (int i = 0; i < begun.length; i++) {
      if (!begun[i] && request.needs(requests.get(i))) {
        place(requests, i, begun, order);
      }
    }
    order.add(request);
  }

  private boolean needs(MountRequest other) {
    String place = other.line.path();
    if (isBelow(line.path(), place)) {
      return true;
    }
    if (MountKind.of(line) != MountKind.BIND) {
      return false;
    }
    String source = line.spec();
    return isBelow(source, place)
        || isSame(source, place)
        || (line.has("rbind") && isBelow(place, source) && !isBelow(place, line.path()));
  }

  private static boolean isSame(String a, String b) {
    return trimmed(a) == trimmed(b) && a.startsWith(b.substring(0, trimmed(b)));
  }

  private static int trimmed(String path) {
    return path.endsWith("/") ? path.length() - 1 : path.length();
  }

  private static boolean isBelow(String path, String above) {
    int length = trimmed(above);
    return path.length() > length + 1 && path.startsWith(above) && path.charAt(length) == '/';
  }
}
