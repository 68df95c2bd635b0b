package io.guestkit.exporter.discovery;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import io.guestkit.PathPatterns;
import io.guestkit.exporter.config.Root;
import io.guestkit.exporter.log.Log;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The folders of the roots that the host tells changes of. Not thread-safe. */
final class WatchedFolders {
  /** 8192: what Linux lets a user watch before 5.11; each costs the kernel 1 KiB. */
  static final int MAX_FOLDERS = 8192;

  private final WatchService service;
  private final List<Root> roots;
  private final Log log;
  private final int maxFolders;
  private final NavigableMap<Path, WatchKey> keys = new TreeMap<>();
  private final Map<WatchKey, Path> folders = new HashMap<>();
  private boolean hasComplained;

  WatchedFolders(WatchService service, List<Root> roots, Log log, int maxFolders) {
    this.service = service;
    this.roots = List.copyOf(roots);
    this.log = log;
    this.maxFolders = maxFolders;
  }

  /** Returns the folder that a key is of, as the configuration leads to it; null where of none. */
  @Nullable Path folder(WatchKey key) {
    return folders.get(key);
  }

  boolean contains(Path folder) {
    return keys.containsKey(folder);
  }

  /** Returns whether a file may be an image of a root, by its name. */
  boolean isOfInterest(Path file) {
    return PathPatterns.isNamedAsImage(file) || hasPatterns(file);
  }

  /** Patterns may stand for any name, one that begins with a dot too. */
  private boolean hasPatterns(Path path) {
    for (Root root : roots) {
      if (!root.include().isEmpty() && path.startsWith(root.path())) {
        return true;
      }
    }
    return false;
  }

  /** Adds all roots as {@link #add} does. */
  boolean addRoots(Consumer<Path> found) {
    boolean isWhole = true;
    for (Root root : roots) {
      isWhole &= add(root.path(), found);
    }
    return isWhole;
  }

  /**
   * Watches a folder and those at any depth below it, as far as they are not watched yet. Symbolic
   * links to folders are not followed.
   *
   * @param found takes the files of each folder that was not watched before
   * @return whether all of them are watched; where not, the log says so once
   */
  boolean add(Path top, Consumer<Path> found) {
    Deque<Path> waiting = new ArrayDeque<>();
    waiting.push(top);
    boolean isWhole = true;
    while (!waiting.isEmpty()) {
      Path folder = waiting.pop();
      boolean isNew = !keys.containsKey(folder);
      try {
        if (!register(folder)) {
          return complain(folder, "more than %d folders".formatted(maxFolders));
        }
        list(folder, waiting, isNew ? found : file -> {});
      } catch (NoSuchFileException | NotDirectoryException e) {
        log.debug("Folder went before it was watched", "folder", folder.toString());
      } catch (IOException e) {
        isWhole = complain(folder, String.valueOf(e.getMessage()));
      }
    }
    return isWhole;
  }

  private boolean complain(Path folder, String reason) {
    if (!hasComplained) {
      log.warn(
          "Not all folders are watched, the periodic walk finds what changes there",
          "folder",
          folder.toString(),
          "err",
          reason);
      hasComplained = true;
    }
    return false;
  }

  /** A folder that was moved has the key that it had. */
  private boolean register(Path folder) throws IOException {
    if (keys.size() >= maxFolders && !keys.containsKey(folder)) {
      return false;
    }
    WatchKey key = folder.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
    @Nullable Path was = folders.put(key, folder);
    if (was != null && !was.equals(folder)) {
      keys.remove(was, key);
    }
    @Nullable WatchKey replaced = keys.put(folder, key);
    if (replaced != null && !replaced.equals(key)) {
      folders.remove(replaced);
      replaced.cancel();
    }
    return true;
  }

  private void list(Path folder, Deque<Path> waiting, Consumer<Path> found) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        if (!Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          found.accept(child);
        } else if (isWatched(child) && waiting.size() <= maxFolders) {
          waiting.push(child);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** Returns whether discovery looks into a folder: into a hidden one only by a pattern. */
  boolean isWatched(Path folder) {
    return !folder.getFileName().toString().startsWith(".") || hasPatterns(folder);
  }

  /** Watches a folder that is gone no more, nor those below. Returns whether it was watched. */
  boolean remove(Path folder) {
    if (!keys.containsKey(folder)) {
      return false;
    }
    List<Path> gone = new ArrayList<>();
    for (Path path : keys.tailMap(folder, true).keySet()) {
      if (!path.toString().startsWith(folder.toString())) {
        break; // a-b is between a and a/b
      }
      if (path.startsWith(folder)) {
        gone.add(path);
      }
    }
    for (Path path : gone) {
      WatchKey key = keys.remove(path);
      if (key != null) {
        folders.remove(key);
        key.cancel();
      }
    }
    return true;
  }

  /** Forgets the folder of a key that the host ended. Returns whether it was watched. */
  boolean forget(WatchKey key) {
    @Nullable Path folder = folders.remove(key);
    return folder != null && keys.remove(folder, key);
  }
}
