package io.guestkit.inspect.ssh;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.Glob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Paths of a guest that a pattern with {@code *}, {@code ?} and {@code [...]} fits. glob(7). */
final class GuestGlob {
  private GuestGlob() {}

  /**
   * Returns the paths, sorted.
   *
   * @param limit how many are returned at most; beyond it is a problem
   */
  static List<String> find(FactFiles files, String pattern, int limit) throws IOException {
    List<String> found = List.of("");
    int start = 1;
    while (start <= pattern.length()) {
      int slash = pattern.indexOf('/', start);
      int end = slash < 0 ? pattern.length() : slash;
      String part = pattern.substring(start, end);
      if (!part.isEmpty()) {
        found = step(files, found, part, limit);
      }
      start = end + 1;
    }
    List<String> there = new ArrayList<>();
    for (String path : found) {
      if (files.exists(path)) {
        there.add(path);
      }
    }
    return there;
  }

  private static List<String> step(FactFiles files, List<String> parents, String part, int limit)
      throws IOException {
    List<String> found = new ArrayList<>();
    boolean isPattern = Glob.isPattern(part);
    for (String parent : parents) {
      if (!isPattern) {
        found.add(parent + "/" + part);
        continue;
      }
      for (DirectoryEntry entry : files.names(parent)) {
        String name = entry.name();
        if ((name.charAt(0) != '.' || part.charAt(0) == '.') && Glob.matches(part, name)) {
          if (found.size() == limit) {
            files.limit(parent, "more than %d files fit %s".formatted(limit, part));
            return found;
          }
          found.add(parent + "/" + name);
        }
      }
    }
    return found;
  }
}
