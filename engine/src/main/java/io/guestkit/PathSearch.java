package io.guestkit;

import io.guestkit.inspect.Glob;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;

/** Looks on the host for what one folder or pattern stands for. */
final class PathSearch {
  /** No tree of folders that people make is as deep. */
  private static final int MAX_DEPTH = 64;

  /** How files are named that a folder stands for; whether they are read or an error, each says. */
  static final List<String> SUFFIXES =
      List.of(".qcow2", ".qcow", ".raw", ".img", ".vmdk", ".vdi", ".vhd", ".vhdx");

  private final Path base;
  private final Function<Path, Optional<String>> refusal;
  private final Set<String> matches;
  private final Set<String> complaints;

  /**
   * Prepares a search.
   *
   * @param base where relative paths start
   * @param refusal says why a folder may not be listed
   * @param matches takes the paths that are found, without the base
   * @param complaints takes a sentence for each folder that is closed, once
   */
  PathSearch(
      Path base,
      Function<Path, Optional<String>> refusal,
      Set<String> matches,
      Set<String> complaints) {
    this.base = base;
    this.refusal = refusal;
    this.matches = matches;
    this.complaints = complaints;
  }

  boolean isFolder(String path) {
    Path folder = base.resolve(path);
    return !path.isEmpty() && refusal.apply(folder).isEmpty() && Files.isDirectory(folder);
  }

  /** Returns whether a name is there, in a folder that may be listed. */
  boolean exists(Path path) {
    Path file = base.resolve(path);
    Path folder = file.getParent();
    return (folder == null || refusal.apply(folder).isEmpty())
        && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Finds the images directly in a folder. */
  void list(String folder) throws TooManyPathsException {
    for (Path entry : entries(Path.of(folder), PathSearch::isNamedAsImage, false)) {
      enter(entry, List.of());
    }
  }

  /** Finds what matches a pattern. */
  void find(String pattern) throws TooManyPathsException {
    walk(Path.of(pattern.startsWith("/") ? "/" : ""), segments(pattern));
  }

  /** Notes, checksums and sockets beside images are no machines. */
  static boolean isNamedAsImage(Path name) {
    String lower = name.toString().toLowerCase(Locale.ROOT);
    for (String suffix : SUFFIXES) {
      if (lower.endsWith(suffix)) {
        return true;
      }
    }
    return false;
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

  private void walk(Path folder, List<String> segments) throws TooManyPathsException {
    String segment = segments.getFirst();
    List<String> rest = segments.subList(1, segments.size());
    if (segment.equals("**")) {
      below(folder, rest.isEmpty() ? List.of("*") : rest, 0);
    } else if (Glob.isPattern(segment)) {
      for (Path entry : entries(folder, matcher(segment), segment.startsWith("."))) {
        enter(entry, rest);
      }
    } else if (!rest.isEmpty() || (mayList(folder) && exists(folder.resolve(segment)))) {
      enter(folder.resolve(segment), rest);
    }
  }

  private boolean mayList(Path folder) {
    Optional<String> refused = refusal.apply(base.resolve(folder));
    refused.ifPresent(complaints::add);
    return refused.isEmpty();
  }

  /** Goes on at a name; the last is there, be it a link that leads nowhere. */
  private void enter(Path entry, List<String> rest) throws TooManyPathsException {
    if (!rest.isEmpty()) {
      walk(entry, rest);
    } else if (!Files.isDirectory(base.resolve(entry))) {
      if (matches.size() >= PathPatterns.MAX_PATHS) {
        throw new TooManyPathsException(entry.toString(), PathPatterns.MAX_PATHS);
      }
      matches.add(entry.toString());
    }
  }

  private void below(Path folder, List<String> rest, int depth) throws TooManyPathsException {
    walk(folder, rest);
    if (depth == MAX_DEPTH) {
      complain(folder, "folders are nested too deep to look for images");
      return;
    }
    for (Path entry : entries(folder, any -> true, false)) {
      if (Files.isDirectory(base.resolve(entry), LinkOption.NOFOLLOW_LINKS)) {
        below(entry, rest, depth + 1);
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
    if (!mayList(folder)) {
      return List.of();
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(base.resolve(folder))) {
      for (Path entry : stream) {
        Path name = entry.getFileName();
        if ((withHidden || !name.toString().startsWith(".")) && matcher.matches(name)) {
          entries.add(folder.resolve(name));
        }
      }
    } catch (NotDirectoryException | NoSuchFileException e) {
      return List.of(); // nothing there matches
    } catch (AccessDeniedException e) {
      complain(folder, "no permission to look for images there");
    } catch (IOException | DirectoryIteratorException e) {
      complain(folder, "cannot be listed: " + e.getMessage());
    }
    return entries;
  }

  private void complain(Path folder, String sentence) {
    String path = base.resolve(folder).toString();
    complaints.add((path.isEmpty() ? "." : path) + ": " + sentence);
  }
}
