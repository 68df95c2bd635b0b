package io.guestkit.inspect.network.config;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Directories that are read as one: a file hides those of its name in directories of lower
 * precedence. Sources: systemd.network(5), netplan(5).
 */
public final class LayeredDirectory {
  /** 2048: a host of containers has hundreds; bounds the files that are opened. */
  private static final int MAX_FILES = 2048;

  private LayeredDirectory() {}

  /**
   * Returns the files by their names, in the order of these; a link to /dev/null hides and is none.
   *
   * @param directories the highest precedence first
   * @param suffix with which names end
   */
  public static SortedMap<String, String> files(
      FactFiles files, List<String> directories, String suffix) throws IOException {
    SortedMap<String, String> paths = new TreeMap<>();
    for (String directory : directories) {
      for (DirectoryEntry entry : files.names(directory)) {
        String name = entry.name();
        if (!name.endsWith(suffix) || name.startsWith(".") || entry.type() == FileType.DIRECTORY) {
          continue;
        }
        if (paths.size() == MAX_FILES) {
          files.unsupported(directory, "more than %d files".formatted(MAX_FILES));
          return paths;
        }
        paths.putIfAbsent(name, directory + "/" + name);
      }
    }
    for (var masked = paths.values().iterator(); masked.hasNext(); ) {
      if (files.target(masked.next()).filter("/dev/null"::equals).isPresent()) {
        masked.remove();
      }
    }
    return paths;
  }
}
