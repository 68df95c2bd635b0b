package io.guestkit.ansible.image;

import io.guestkit.ansible.task.ModuleFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * Paths of which some are folders, which stand for the images directly in them, and some patterns,
 * as Python's {@code glob.glob(recursive=True)} takes them: {@code *}, {@code ?} and {@code [...]}
 * within a name, {@code **} for folders at any depth, and a name that begins with a dot only where
 * the pattern does. A path that a file has is none.
 */
final class PathPatterns {
  /** As many as fit into the longest arguments of a task. */
  private static final int MAX_PATHS = 100_000;

  /** No tree of folders that people make is as deep. */
  private static final int MAX_DEPTH = 64;

  /** How files are named that a folder stands for; whether they are read or an error, each says. */
  private static final List<String> SUFFIXES =
      List.of(".qcow2", ".qcow", ".raw", ".img", ".vmdk", ".vdi", ".vhd", ".vhdx");

  private final List<String> paths = new ArrayList<>();
  private final Set<String> found = new HashSet<>();
  private final List<String> complaints = new ArrayList<>();

  private PathPatterns() {}

  /** Returns what paths and patterns stand for. */
  static PathPatterns expand(List<String> patterns) throws ModuleFailure {
    PathPatterns expanded = new PathPatterns();
    for (String pattern : patterns) {
      expanded.add(pattern);
    }
    return expanded;
  }

  /** Returns the paths, those of a pattern sorted and only where they are not named before. */
  List<String> paths() {
    return Collections.unmodifiableList(paths);
  }

  /** Returns a sentence for each pattern that no image has, and each folder that is closed. */
  List<String> complaints() {
    return Collections.unmodifiableList(complaints);
  }

  private void add(String path) throws ModuleFailure {
    int before = complaints.size();
    List<String> matches = new ArrayList<>();
    String none = "no image matches";
    if (isFolder(path)) {
      for (Path entry : entries(Path.of(path), PathPatterns::isNamedAsImage, false)) {
        enter(entry, List.of(), matches);
      }
      none = "no file in it is named as an image: " + String.join(", ", SUFFIXES);
    } else if (isPattern(path) && !exists(path)) {
      walk(Path.of(path.startsWith("/") ? "/" : ""), segments(path), matches);
    } else {
      paths.add(path);
      found.add(path);
      return;
    }
    if (matches.isEmpty() && complaints.size() == before) {
      complaints.add(path + ": " + none);
    }
    Collections.sort(matches);
    for (String match : matches) {
      if (found.add(match)) {
        paths.add(match);
      }
    }
    if (paths.size() > MAX_PATHS) {
      throw new ModuleFailure(path + ": more than " + MAX_PATHS + " paths; name fewer");
    }
  }

  private static boolean isFolder(String path) {
    try {
      return !path.isEmpty() && Files.isDirectory(Path.of(path));
    } catch (InvalidPathException e) {
      return false; // whoever reads it says what is wrong
    }
  }

  /** Notes, checksums and sockets beside images are no machines. */
  private static boolean isNamedAsImage(Path name) {
    String lower = name.toString().toLowerCase(Locale.ROOT);
    for (String suffix : SUFFIXES) {
      if (lower.endsWith(suffix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPattern(String path) {
    return path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('[') >= 0;
  }

  private static boolean exists(String path) {
    try {
      return Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS);
    } catch (InvalidPathException e) {
      return true; // whoever reads it says what is wrong
    }
  }

  private static List<String> segments(String pattern) {
    List<String> segments = new ArrayList<>();
    for (String segment : pattern.split("/", -1)) {
      boolean again = segment.equals("**") && !segments.isEmpty();
      if (!segment.isEmpty() && !(again && segments.getLast().equals("**"))) {
        segments.add(segment);
      }
    }
    return segments;
  }

  private void walk(Path folder, List<String> segments, List<String> matches) throws ModuleFailure {
    String segment = segments.getFirst();
    List<String> rest = segments.subList(1, segments.size());
    if (segment.equals("**")) {
      below(folder, rest.isEmpty() ? List.of("*") : rest, matches, 0);
    } else if (isPattern(segment)) {
      for (Path entry : entries(folder, matcher(segment), segment.startsWith("."))) {
        enter(entry, rest, matches);
      }
    } else {
      enter(folder.resolve(segment), rest, matches);
    }
  }

  private void enter(Path entry, List<String> rest, List<String> matches) throws ModuleFailure {
    if (!rest.isEmpty()) {
      walk(entry, rest, matches);
    } else if (Files.exists(entry) && !Files.isDirectory(entry)) {
      if (matches.size() >= MAX_PATHS) {
        throw new ModuleFailure(entry + ": more than " + MAX_PATHS + " paths; name fewer");
      }
      matches.add(entry.toString());
    }
  }

  private void below(Path folder, List<String> rest, List<String> matches, int depth)
      throws ModuleFailure {
    walk(folder, rest, matches);
    if (depth == MAX_DEPTH) {
      complaints.add(folder + ": folders are nested too deep to look for images");
      return;
    }
    for (Path entry : entries(folder, any -> true, false)) {
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        below(entry, rest, matches, depth + 1);
      }
    }
  }

  private static PathMatcher matcher(String segment) {
    StringBuilder glob = new StringBuilder("glob:");
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      // What is special to Java and not to a shell.
      glob.append(c == '{' || c == '}' || c == '\\' ? "\\" : "").append(c);
    }
    try {
      return Path.of("").getFileSystem().getPathMatcher(glob.toString());
    } catch (PatternSyntaxException e) {
      Path literal = Path.of(segment); // a bracket that nothing closes
      return literal::equals;
    }
  }

  private List<Path> entries(Path folder, PathMatcher matcher, boolean withHidden) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path entry : stream) {
        Path name = entry.getFileName();
        if ((withHidden || !name.toString().startsWith(".")) && matcher.matches(name)) {
          entries.add(entry);
        }
      }
    } catch (NotDirectoryException | NoSuchFileException e) {
      return List.of(); // nothing there matches
    } catch (AccessDeniedException e) {
      complaints.add(folder + ": no permission to look for images there");
    } catch (IOException | DirectoryIteratorException e) {
      complaints.add(folder + ": cannot be listed: " + e.getMessage());
    }
    return entries;
  }
}
