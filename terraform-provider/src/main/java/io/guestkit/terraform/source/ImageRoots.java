package io.guestkit.terraform.source;

import io.guestkit.terraform.source.Diagnostics.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The folders outside of which no image is read. */
final class ImageRoots {
  private final List<Path> roots;
  private final boolean areKnown;

  ImageRoots(List<Path> roots, boolean areKnown) {
    this.roots = List.copyOf(roots);
    this.areKnown = areKnown;
  }

  /** Returns whether they are known; tells at a place of the configuration where they are not. */
  boolean areKnown(Place place, Diagnostics diagnostics) {
    if (!areKnown) {
      diagnostics.error(
          place,
          "The provider's image_roots are not known yet",
          "Images are read when it is known which folders they may be read from: set image_roots"
              + " to what is known while Terraform plans, or let this block depend on what makes"
              + " them, by depends_on");
    }
    return areKnown;
  }

  /**
   * Returns the file that a path of the configuration means, as {@link #lookUp} has it. Empty, and
   * told, where the file is outside of all roots.
   */
  Optional<Path> find(Path path, Place place, Diagnostics diagnostics) {
    if (!areKnown(place, diagnostics)) {
      return Optional.empty();
    }
    Path found = lookUp(path);
    Optional<String> refusal = refusal(found);
    if (refusal.isEmpty()) {
      return Optional.of(found);
    }
    diagnostics.error(place, "Image outside of the image roots", refusal.get());
    return Optional.empty();
  }

  /** Returns the folders at which relative paths start. */
  List<Path> bases() {
    return roots.isEmpty() ? List.of(Path.of("")) : roots;
  }

  /**
   * Returns the file that a path of the configuration means. A relative one is looked for in each
   * root in turn; where nothing is found it is missing in the first, which who opens it tells.
   */
  Path lookUp(Path path) {
    if (path.isAbsolute()) {
      return path;
    }
    for (Path base : bases()) {
      if (Files.exists(base.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
        return base.resolve(path);
      }
    }
    return bases().getFirst().resolve(path);
  }

  /** Returns a sentence where nothing may be read at a path, as it is outside of all roots. */
  Optional<String> refusal(Path path) {
    if (roots.isEmpty() || isInside(path)) {
      return Optional.empty();
    }
    return Optional.of(path + " does not lie in a folder of the provider's image_roots: " + text());
  }

  /** Symbolic links are followed; a file that is not there is where it would be. */
  private boolean isInside(Path path) {
    Path real = real(path);
    for (Path root : roots) {
      if (real.startsWith(real(root))) {
        return true;
      }
    }
    return false;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  private String text() {
    List<String> texts = new ArrayList<>();
    for (Path root : roots) {
      texts.add(root.toString());
    }
    return String.join(", ", texts);
  }
}
