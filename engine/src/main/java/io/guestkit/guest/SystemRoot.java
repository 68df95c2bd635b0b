package io.guestkit.guest;

import java.util.List;
import java.util.Optional;

/**
 * The root of a system, found.
 *
 * @param mount its directory, at {@code /}
 * @param path that directory's path on its filesystem, where it is not the top
 * @param own what the system mounts by itself where fstab says nothing else
 */
record SystemRoot(Mount mount, Optional<String> path, List<Mount> own) {
  /** Copies the list. */
  SystemRoot {
    own = List.copyOf(own);
  }

  /** Returns a directory that is a root as it stands. */
  static SystemRoot of(Mount mount) {
    return new SystemRoot(mount, Optional.empty(), List.of());
  }

  /** Returns the device of the directory's filesystem. */
  String volume() {
    return mount.volume();
  }
}
