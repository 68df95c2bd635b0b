package io.guestkit.terraform.source;

import io.guestkit.Limits;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the provider's block sets.
 *
 * @param imageRoots folders outside of which no image is read; none where there is no such bound
 * @param areRootsKnown whether they are known yet
 * @param allowDirs folders, besides an image's own, into which it may refer
 * @param isCaching whether finished reports are kept
 * @param cacheDir where they are kept; null for the user's folder of caches
 * @param limits what the inspection of one machine may cost
 * @param parallelism how many images are read at once, from 1
 */
public record Settings(
    List<Path> imageRoots,
    boolean areRootsKnown,
    List<Path> allowDirs,
    boolean isCaching,
    @Nullable Path cacheDir,
    Limits limits,
    int parallelism) {
  /** Copies the lists. */
  public Settings {
    imageRoots = List.copyOf(imageRoots);
    allowDirs = List.copyOf(allowDirs);
  }
}
