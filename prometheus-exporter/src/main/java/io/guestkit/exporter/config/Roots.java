package io.guestkit.exporter.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folders whose images may be probed.
 *
 * @param roots at least one
 */
public record Roots(List<Root> roots) {
  /** 40: what Linux follows itself, path_resolution(7). */
  private static final int MAX_LINKS = 40;

  /** Copies the list. */
  public Roots {
    roots = List.copyOf(roots);
  }

  /**
   * Returns the image that a text names. Whether a file outside of the roots exists makes no
   * difference to the answer.
   *
   * @throws RefusedTargetException if it is no absolute path, or lies outside of the roots, by its
   *     text or by a symbolic link
   */
  public Target resolve(String text) throws RefusedTargetException {
    Path named = absolute(text);
    @Nullable Root root = null;
    for (Root candidate : roots) {
      boolean isDeeper =
          root == null || candidate.path().getNameCount() > root.path().getNameCount();
      if (isDeeper && named.startsWith(candidate.path()) && !named.equals(candidate.path())) {
        root = candidate;
      }
    }
    if (root == null) {
      throw outside(text);
    }
    Place place = follow(named);
    if (!isInside(place.path())) {
      throw outside(text);
    }
    return new Target(
        root, root.path().relativize(named).toString(), place.exists() ? place.path() : null);
  }

  private static Path absolute(String text) throws RefusedTargetException {
    Path path;
    try {
      path = Path.of(text);
    } catch (InvalidPathException e) {
      throw new RefusedTargetException("target is no path: " + e.getReason());
    }
    if (!path.isAbsolute()) {
      throw new RefusedTargetException(
          "target must be the absolute path of an image, '%s' is not".formatted(text));
    }
    return path.normalize();
  }

  private static RefusedTargetException outside(String text) {
    return new RefusedTargetException(
        "target %s is not below a root of the configuration".formatted(text));
  }

  private boolean isInside(Path real) {
    for (Root root : roots) {
      Path folder = real(root.path());
      if (folder != null && real.startsWith(folder)) {
        return true;
      }
    }
    return false;
  }

  /** Returns a path without symbolic links, or null where there is none that may be looked at. */
  private static @Nullable Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Where a path leads.
   *
   * @param path without symbolic links, as far as they can be followed
   */
  private record Place(Path path, boolean exists) {}

  /** Follows links by hand where the last one leads to nothing. */
  private static Place follow(Path named) throws RefusedTargetException {
    Path path = named;
    for (int links = 0; links <= MAX_LINKS; links++) {
      Path existing = path;
      @Nullable Path real = real(path);
      while (real == null && existing.getParent() != null) {
        existing = existing.getParent();
        real = real(existing);
      }
      if (real == null) {
        break;
      }
      if (existing.equals(path)) {
        return new Place(real, links == 0);
      }
      Path rest = existing.relativize(path);
      Path next = real.resolve(rest.getName(0));
      if (!Files.isSymbolicLink(next)) {
        return new Place(real.resolve(rest), false);
      }
      Path below = rest.getName(0).relativize(rest);
      try {
        path = real.resolve(Files.readSymbolicLink(next)).resolve(below).normalize();
      } catch (IOException e) {
        return new Place(next, false);
      }
    }
    throw new RefusedTargetException("target %s: symbolic links lead nowhere".formatted(named));
  }
}
