package io.guestkit.guest;

import io.guestkit.report.CrypttabEntry;
import io.guestkit.report.FstabEntry;
import java.util.List;
import java.util.Optional;

/**
 * How a guest is laid out, besides its mounts.
 *
 * @param fstab lines of its fstab
 * @param crypttab lines of its crypttab
 * @param rootPath directory of its filesystem that is the root, where it is not the top
 * @param medium whether it is a medium that a system is started or installed from
 */
record GuestLayout(
    List<FstabEntry> fstab,
    List<CrypttabEntry> crypttab,
    Optional<String> rootPath,
    boolean medium) {
  static final GuestLayout EMPTY = new GuestLayout(List.of(), List.of(), Optional.empty(), false);

  static final GuestLayout MEDIUM = new GuestLayout(List.of(), List.of(), Optional.empty(), true);

  /** Copies the lists. */
  GuestLayout {
    fstab = List.copyOf(fstab);
    crypttab = List.copyOf(crypttab);
  }
}
