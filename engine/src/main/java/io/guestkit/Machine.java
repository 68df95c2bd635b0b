package io.guestkit;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine by the images of its disks.
 *
 * @param disks the disks in the order in which the guest numbers them, at least one
 * @param snapshot id or name of the internal snapshot of the first disk that is read, or null for
 *     the active state
 */
public record Machine(List<Path> disks, @Nullable String snapshot) {
  /** 26: device names are given up to /dev/sdz. */
  public static final int MAX_DISKS = 26;

  /** Copies and checks the list. */
  public Machine {
    disks = List.copyOf(disks);
    if (disks.isEmpty() || disks.size() > MAX_DISKS) {
      throw new IllegalArgumentException("a machine has 1 to " + MAX_DISKS + " disks");
    }
  }

  /** Returns a machine of these disks in their active state. */
  public static Machine of(Path... disks) {
    return new Machine(List.of(disks), null);
  }
}
