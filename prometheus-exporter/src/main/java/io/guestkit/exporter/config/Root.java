package io.guestkit.exporter.config;

import java.nio.file.Path;
import java.util.List;

/**
 * A folder whose images may be probed.
 *
 * @param name what metrics call it
 * @param path absolute and normalized, as the configuration names it
 * @param allowedDirs further folders that its images may refer to
 */
public record Root(String name, Path path, List<Path> allowedDirs) {
  /** Copies the list. */
  public Root {
    allowedDirs = List.copyOf(allowedDirs);
  }
}
