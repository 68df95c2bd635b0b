package io.guestkit.guest;

import io.guestkit.block.MissingImageException;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.guest.table.FstabLine;
import io.guestkit.report.SubvolumeInfo;
import java.io.IOException;
import java.util.Optional;

/** Which directory of a filesystem a mount shows. Source: btrfs(5), subvol= and subvolid=. */
final class Subvolumes {
  /** The number of the top level. */
  private static final String TOP = "5";

  private Subvolumes() {}

  /**
   * Returns the root of what a line of fstab mounts: a subvolume where it names one, else the
   * default.
   *
   * @throws MissingImageException if there is no such subvolume
   */
  static FileEntry root(Filesystem filesystem, FstabLine line) throws IOException {
    Optional<String> path = path(filesystem, line);
    return path.isPresent() ? filesystem.subvolume(path.get()) : filesystem.root();
  }

  /** Returns the path of the subvolume that a line names, or empty where it names none. */
  static Optional<String> path(Filesystem filesystem, FstabLine line) throws IOException {
    if (!filesystem.hasSubvolumes()) {
      return Optional.empty();
    }
    Optional<String> named = line.value("subvol=");
    if (named.isPresent()) {
      return named.map(Subvolumes::relative);
    }
    Optional<String> id = line.value("subvolid=");
    return id.isPresent() ? Optional.of(pathOf(filesystem, id.get())) : Optional.empty();
  }

  private static String relative(String path) {
    int start = 0;
    int end = path.length();
    while (start < end && path.charAt(start) == '/') {
      start++;
    }
    while (end > start && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(start, end);
  }

  private static String pathOf(Filesystem filesystem, String id) throws IOException {
    if (id.equals(TOP) || id.equals("0")) {
      return "";
    }
    for (SubvolumeInfo subvolume : filesystem.subvolumes()) {
      if (Long.toString(subvolume.id()).equals(id)) {
        return subvolume.path();
      }
    }
    throw new MissingImageException(FileName.display(id) + ": no subvolume of this number");
  }
}
