package io.guestkit.exporter.fleet;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.exporter.config.Configuration;
import io.guestkit.exporter.config.Root;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine for each root: images may refer to files below it and in the folders that it allows,
 * not to those of other roots. Thread-safe.
 */
final class Doors implements Closeable {
  /** 64 MiB for the blocks of images, divided among the roots. */
  private static final long BLOCK_BYTES = 64L << 20;

  /** 4 MiB: the metadata of one inspection. */
  private static final long LEAST_BLOCK_BYTES = 4L << 20;

  /** 1 GiB for finished reports: those of four thousand guests. */
  private static final long REPORT_BYTES = 1L << 30;

  private final @Nullable Path reports;
  private @Nullable GuestKit first;
  private final Map<Root, GuestKit> doors = new HashMap<>();

  /**
   * Makes doors.
   *
   * @param reports the folder of finished reports; null to keep none
   */
  Doors(@Nullable Path reports) {
    this.reports = reports;
  }

  /**
   * Opens those of a configuration that are not open yet, and closes those that it does not name.
   *
   * @throws IllegalArgumentException saying why what is in the folder cannot be believed
   */
  synchronized void open(Configuration configuration) {
    List<Root> roots = configuration.roots();
    doors
        .entrySet()
        .removeIf(entry -> {
          boolean isGone = !roots.contains(entry.getKey());
          if (isGone) {
            entry.getValue().close();
          }
          return isGone;
        });
    for (Root root : roots) {
      if (!doors.containsKey(root)) {
        doors.put(root, door(root, roots.size()));
      }
    }
  }

  private GuestKit door(Root root, int count) {
    GuestKit.Builder door =
        GuestKit.builder()
            .cacheBytes(Math.max(BLOCK_BYTES / count, LEAST_BLOCK_BYTES))
            .reportBytes(0) // what is told of them is held in a smaller form
            .allowDir(root.path());
    root.allowedDirs().forEach(door::allowDir);
    if (first != null) {
      door.reportsOf(first);
    } else if (reports != null) {
      door.reportsIn(reports, REPORT_BYTES);
    }
    GuestKit opened = door.build();
    first = first == null ? opened : first;
    return opened;
  }

  /** Returns the door of a root; null where no root is that any more. */
  synchronized @Nullable GuestKit of(Root root) {
    return doors.get(root);
  }

  /** Returns the options of an inspection of which so many may run at once. */
  static InspectOptions options(GuestKit door, InspectOptions wanted, int atOnce) {
    return new InspectOptions(
        wanted.facts(), wanted.evidence(), door.share(wanted.limits(), atOnce).limits());
  }

  @Override
  public synchronized void close() {
    doors.values().forEach(GuestKit::close);
  }
}
