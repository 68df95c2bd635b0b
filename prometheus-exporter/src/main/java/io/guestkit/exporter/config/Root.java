package io.guestkit.exporter.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder whose images may be probed.
 *
 * @param name what metrics call it
 * @param path absolute and normalized, as the configuration names it
 * @param allowedDirs further folders that its images may refer to
 * @param include patterns of the images that are discovered, relative to the folder; none for every
 *     file at any depth that is named as an image
 * @param exclude patterns of those that are not
 * @param baseline a saved report or an image that its images are compared with; null for none
 */
public record Root(
    String name,
    Path path,
    List<Path> allowedDirs,
    List<String> include,
    List<String> exclude,
    @Nullable Path baseline) {
  /** Copies the lists. */
  public Root {
    allowedDirs = List.copyOf(allowedDirs);
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }
}
