package io.guestkit.exporter.discovery;

import io.guestkit.PathPatterns;
import io.guestkit.TooManyPathsException;
import io.guestkit.exporter.config.RefusedTargetException;
import io.guestkit.exporter.config.Root;
import io.guestkit.exporter.config.Roots;
import io.guestkit.exporter.config.Target;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.own.OwnMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the images of the roots: by the patterns of each, or every file at any depth that is named
 * as an image. For one thread.
 */
public final class Discovery {
  /** Every file at any depth. */
  private static final List<String> EVERYTHING = List.of("**");

  private final OwnMetrics own;
  private final Log log;
  private final Map<String, List<Target>> found = new HashMap<>();

  /** Makes a discovery that has not looked yet. */
  public Discovery(OwnMetrics own, Log log) {
    this.own = own;
    this.log = log;
  }

  /**
   * Returns the images that a probe would accept, root by root, in the order of their paths. Of a
   * root that cannot be walked, those that it had the last time.
   */
  public List<Target> images(Roots roots) {
    List<Target> images = new ArrayList<>();
    for (Root root : roots.roots()) {
      walk(root, roots);
      images.addAll(found.getOrDefault(root.name(), List.of()));
    }
    return images;
  }

  private void walk(Root root, Roots roots) {
    try {
      List<Target> images = new ArrayList<>();
      PathPatterns included = expand(root.include().isEmpty() ? EVERYTHING : root.include(), root);
      Set<String> excluded = new HashSet<>(expand(root.exclude(), root).paths());
      for (String path : included.paths()) {
        boolean isImage = !root.include().isEmpty() || PathPatterns.isNamedAsImage(Path.of(path));
        if (isImage && !excluded.contains(path)) {
          accept(root, path, roots).ifPresent(images::add);
        }
      }
      found.put(root.name(), images);
      own.discovered(root.name(), images.size());
      included.closedFolders().forEach(complaint -> complain(root, complaint));
    } catch (TooManyPathsException e) {
      complain(root, e.text());
    }
  }

  private static PathPatterns expand(List<String> patterns, Root root)
      throws TooManyPathsException {
    return PathPatterns.expand(patterns, List.of(root.path()), folder -> refusal(folder, root));
  }

  /** A link may lead to a folder outside; what a root holds is below it. */
  private static Optional<String> refusal(Path folder, Root root) {
    try {
      return folder.toRealPath().startsWith(root.path().toRealPath())
          ? Optional.empty()
          : Optional.of(folder + ": leads outside of the root");
    } catch (IOException e) {
      return Optional.empty(); // who lists it says what is wrong
    }
  }

  /** Leaves out what a probe would refuse, and what a root below this one finds itself. */
  private Optional<Target> accept(Root root, String path, Roots roots) {
    try {
      Target target = roots.resolve(root.path().resolve(path).toString());
      return target.root().equals(root) ? Optional.of(target) : Optional.empty();
    } catch (RefusedTargetException e) {
      log.debug(
          "Image left out",
          "root",
          root.name(),
          "image",
          path,
          "err",
          String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void complain(Root root, String complaint) {
    own.discoveryError(root.name());
    log.warn("Discovery incomplete", "root", root.name(), "err", complaint);
  }
}
