package io.guestkit.guest;

import io.guestkit.block.ImageException;
import io.guestkit.block.LockedImageException;
import io.guestkit.block.MissingImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is mounted where, and what should be and cannot: below such a place nothing is found, for
 * the directory that it would cover is not what the guest sees. Immutable but for a cache.
 */
final class MountTable {
  /** 4096: an inspection asks for some hundreds of names, many of them several times. */
  private static final int MAX_CACHED = 4096;

  private final SortedMap<String, Mount> mounts;
  private final Map<String, Problem> absent;
  private final Map<String, Optional<GuestFile>> known = new ConcurrentHashMap<>();

  private MountTable(SortedMap<String, Mount> mounts, Map<String, Problem> absent) {
    this.mounts = mounts;
    this.absent = absent;
  }

  static MountTable of(Mount root) {
    SortedMap<String, Mount> mounts = new TreeMap<>();
    mounts.put("/", root);
    return new MountTable(mounts, Map.of());
  }

  MountTable with(Mount mount) {
    SortedMap<String, Mount> more = new TreeMap<>(mounts);
    more.put(mount.path(), mount);
    return new MountTable(more, absent);
  }

  MountTable without(String path, Problem reason) {
    Map<String, Problem> more = new TreeMap<>(absent);
    more.put(path, reason);
    return new MountTable(mounts, more);
  }

  /** Returns the mounts below a directory, those below another one left out, by what follows it. */
  SortedMap<String, Mount> under(String directory, String except) {
    String prefix = directory.equals("/") ? "/" : directory + "/";
    SortedMap<String, Mount> under = new TreeMap<>();
    for (Mount mount : mounts.tailMap(prefix).values()) {
      String path = mount.path();
      if (!path.startsWith(prefix)) {
        break;
      }
      if (path.length() > prefix.length()
          && !path.equals(except)
          && !path.startsWith(except + "/")) {
        under.put(path.substring(prefix.length()), mount);
      }
    }
    return under;
  }

  /** Returns a table with further mounts below a directory, as far as there are places left. */
  MountTable withMounts(SortedMap<String, Mount> further, String directory, int limit) {
    SortedMap<String, Mount> more = new TreeMap<>(mounts);
    further.forEach((name, mount) -> {
      if (more.size() < limit) {
        String path = directory + "/" + name;
        more.put(path, new Mount(path, mount.volume(), mount.filesystem(), mount.root()));
      }
    });
    return new MountTable(more, absent);
  }

  boolean hasVolume(String volume) {
    for (Mount mount : mounts.values()) {
      if (mount.volume().equals(volume)) {
        return true;
      }
    }
    return false;
  }

  boolean covers(String path) {
    return mounts.containsKey(path) || absent.containsKey(path);
  }

  GuestFile root() {
    Mount root = mounts.get("/");
    if (root == null) {
      throw new IllegalStateException("a table has a root");
    }
    return root.directory();
  }

  List<Mountpoint> mountpoints() {
    List<Mountpoint> mountpoints = new ArrayList<>();
    mounts
        .values()
        .forEach(
            mount -> mountpoints.add(new Mountpoint(mount.directory().device(), mount.path())));
    return mountpoints;
  }

  /**
   * Returns a name of a directory, or empty.
   *
   * @throws ImageException if a filesystem that is not there is mounted on it
   */
  Optional<GuestFile> child(GuestFile directory, String name) throws IOException {
    String path = path(directory, name);
    Mount mount = mounts.get(path);
    if (mount != null) {
      return Optional.of(mount.directory());
    }
    checkThere(path);
    Optional<GuestFile> child = known.get(path);
    if (child == null) {
      Optional<FileEntry> entry = directory.filesystem().find(directory.entry(), name);
      child = entry.map(found -> file(directory, path, found));
      if (known.size() < MAX_CACHED) {
        known.put(path, child);
      }
    }
    return child;
  }

  /**
   * Checks that a directory is the one that the guest sees.
   *
   * @throws ImageException if a filesystem that is not there is mounted on it
   */
  void checkThere(String path) throws ImageException {
    Problem reason = absent.get(path);
    if (reason != null) {
      throw exception(reason);
    }
  }

  /** Returns the mounts right below a directory, by the name that they cover. */
  SortedMap<String, GuestFile> below(GuestFile directory) {
    SortedMap<String, GuestFile> below = new TreeMap<>();
    String prefix = path(directory, "");
    for (Mount mount : mounts.tailMap(prefix).values()) {
      if (!mount.path().startsWith(prefix)) {
        break;
      }
      String name = mount.path().substring(prefix.length());
      if (!name.isEmpty() && name.indexOf('/') < 0) {
        below.put(name, mount.directory());
      }
    }
    return below;
  }

  static String path(GuestFile directory, String name) {
    return directory.path().equals("/") ? "/" + name : directory.path() + "/" + name;
  }

  static GuestFile file(GuestFile directory, String path, FileEntry entry) {
    return new GuestFile(path, directory.volume(), directory.filesystem(), entry);
  }

  private static ImageException exception(Problem reason) {
    return switch (reason.kind()) {
      case "missing" -> new MissingImageException(reason.message());
      case "locked" -> new LockedImageException(reason.message());
      default -> new UnsupportedImageException(reason.message());
    };
  }
}
