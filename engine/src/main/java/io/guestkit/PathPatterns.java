package io.guestkit;

import io.guestkit.inspect.Glob;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Paths of which some are folders, which stand for the images directly in them, and some patterns,
 * as Python's {@code glob.glob(recursive=True)} takes them: {@code *}, {@code ?} and {@code [...]}
 * within a name, {@code **} for folders at any depth, and a name that begins with a dot only where
 * the pattern does. A path that a file has is none. A symbolic link that leads nowhere is found as
 * any other file: whoever opens it says that it is missing.
 */
public final class PathPatterns {
  /** As many as fit into the longest arguments of an Ansible task. */
  static final int MAX_PATHS = 100_000;

  private final List<Path> bases;
  private final Function<Path, Optional<String>> refusal;
  private final List<String> paths = new ArrayList<>();
  private final Set<String> found = new HashSet<>();
  private final List<String> complaints = new ArrayList<>();
  private final List<String> closedFolders = new ArrayList<>();

  private PathPatterns(List<Path> bases, Function<Path, Optional<String>> refusal) {
    this.bases = List.copyOf(bases);
    this.refusal = refusal;
  }

  /** Returns what paths and patterns stand for; relative ones start at the working folder. */
  public static PathPatterns expand(List<String> patterns) throws TooManyPathsException {
    return expand(patterns, List.of(Path.of("")), folder -> Optional.empty());
  }

  /**
   * Returns what paths and patterns stand for.
   *
   * @param bases folders at each of which relative ones start; what is found there keeps its path
   *     below them
   * @param refusal says why a folder may not be listed, as a sentence; nothing in it is looked for
   */
  public static PathPatterns expand(
      List<String> patterns, List<Path> bases, Function<Path, Optional<String>> refusal)
      throws TooManyPathsException {
    PathPatterns expanded = new PathPatterns(bases, refusal);
    for (String pattern : patterns) {
      expanded.add(pattern);
    }
    return expanded;
  }

  /**
   * Returns whether a file has a name that images have: one of those that a folder stands for.
   * Notes, checksums and sockets beside images have none.
   */
  public static boolean isNamedAsImage(Path file) {
    return PathSearch.isNamedAsImage(file.getFileName());
  }

  /** Returns the paths, those of a pattern sorted and only where they are not named before. */
  public List<String> paths() {
    return Collections.unmodifiableList(paths);
  }

  /** Returns a sentence for each pattern that no image has, and each folder that is closed. */
  public List<String> complaints() {
    return Collections.unmodifiableList(complaints);
  }

  /** Returns those of the complaints that are of folders. */
  public List<String> closedFolders() {
    return Collections.unmodifiableList(closedFolders);
  }

  private void add(String path) throws TooManyPathsException {
    Set<String> matches = new TreeSet<>();
    Set<String> closed = new TreeSet<>();
    String none = "no image matches";
    try {
      List<PathSearch> folders = new ArrayList<>();
      boolean exists = false;
      for (PathSearch search : searches(path, matches, closed)) {
        if (search.isFolder(path)) {
          folders.add(search);
        }
        exists |= search.exists(Path.of(path));
      }
      if (!folders.isEmpty()) {
        none = "no file in it is named as an image: " + String.join(", ", PathSearch.SUFFIXES);
        for (PathSearch folder : folders) {
          folder.list(path);
        }
      } else if (Glob.isPattern(path) && !exists) {
        for (PathSearch search : searches(path, matches, closed)) {
          search.find(path);
        }
      } else {
        name(path);
        return;
      }
    } catch (InvalidPathException e) {
      name(path); // whoever reads it says what is wrong
      return;
    }
    complaints.addAll(closed);
    closedFolders.addAll(closed);
    if (matches.isEmpty() && closed.isEmpty()) {
      complaints.add(path + ": " + none);
    }
    for (String match : matches) {
      if (found.add(match)) {
        paths.add(match);
      }
    }
    checkCount(path);
  }

  private void name(String path) throws TooManyPathsException {
    paths.add(path);
    found.add(path);
    checkCount(path);
  }

  private void checkCount(String path) throws TooManyPathsException {
    if (paths.size() > MAX_PATHS) {
      throw new TooManyPathsException(path, MAX_PATHS);
    }
  }

  /** An absolute path does not depend on where relative ones start. */
  private List<PathSearch> searches(String path, Set<String> matches, Set<String> closed) {
    List<PathSearch> searches = new ArrayList<>();
    for (Path base : Path.of(path).isAbsolute() ? List.of(Path.of("")) : bases) {
      searches.add(new PathSearch(base, refusal, matches, closed));
    }
    return searches;
  }
}
