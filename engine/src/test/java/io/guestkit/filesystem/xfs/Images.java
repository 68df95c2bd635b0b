package io.guestkit.filesystem.xfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.BlockSource;
import io.guestkit.block.FileSource;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Listing;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** XFS images that mkfs makes, the kernel fills and the kernel shows. */
final class Images {
  private static final String TIMES =
      """
      find . -mindepth 1 -printf '%P\\0%b %A@ %C@\\0'
      find . -mindepth 1 -print0 | xargs -0 -r stat --printf '%n\\0%.9W\\0'
      """;

  private Images() {}

  /** Skips the test where an image cannot be mounted. */
  static void requireLoopMounts() {
    KernelImages.requireLoopMounts();
    Tool.require("mkfs.xfs", "xfs_io", "xfs_db");
  }

  /** Opens an image by our reader. */
  static XfsFilesystem open(Path image) throws IOException {
    return open(FileSource.open(image, Sources.session()));
  }

  static XfsFilesystem open(BlockSource volume) throws IOException {
    return XfsFilesystem.open(volume);
  }

  static void assertSame(
      SortedMap<String, Listing.Entry> ours, SortedMap<String, Listing.Entry> kernel) {
    assertThat(ours.keySet()).isEqualTo(kernel.keySet());
    for (String path : kernel.keySet()) {
      assertThat(ours.get(path)).as(path).isEqualTo(kernel.get(path));
    }
  }

  /** Returns blocks and times of each entry as find(1) prints them. */
  static Map<String, String> times(Path image) {
    byte[] printed =
        Tool.runBytes("/bin/bash", "-euc", KernelImages.mounted(image, "ro,norecovery", TIMES));
    String[] parts = FileName.decode(printed).split("\0", -1);
    Map<String, String> times = new TreeMap<>();
    for (int i = 0; i + 1 < parts.length; i += 2) {
      if (parts[i].startsWith("./")) {
        times.merge(parts[i].substring(1), parts[i + 1], (all, born) -> all + " " + born + "0");
      } else {
        times.put("/" + parts[i], parts[i + 1]);
      }
    }
    return times;
  }

  static Map<String, String> times(Filesystem filesystem) throws IOException {
    Map<String, String> times = new TreeMap<>();
    times(filesystem, filesystem.root(), "", times);
    return times;
  }

  private static void times(
      Filesystem filesystem, FileEntry directory, String path, Map<String, String> times)
      throws IOException {
    for (DirectoryEntry name : filesystem.list(directory)) {
      FileEntry entry = filesystem.entry(name);
      String entryPath = path + "/" + name.name();
      times.put(
          entryPath,
          "%d %s %s %s"
              .formatted(
                  entry.allocated() / 512,
                  time(Objects.requireNonNull(entry.accessed())),
                  time(Objects.requireNonNull(entry.changed())),
                  time(Objects.requireNonNull(entry.created()))));
      if (entry.type() == FileType.DIRECTORY) {
        times(filesystem, entry, entryPath, times);
      }
    }
  }

  private static String time(Instant time) {
    return "%d.%09d0".formatted(time.getEpochSecond(), time.getNano());
  }

  /** Returns what {@code stat -f} says of a copy that is mounted for reading and writing. */
  static String usage(Path folder, Path image) {
    Path copy = folder.resolve("usage.raw");
    Tool.shell("cp --sparse=always '%s' '%s'".formatted(image, copy));
    return Tool.run(
            "/bin/bash",
            "-euc",
            KernelImages.mounted(copy, "rw,noatime", "stat -f -c '%s %b %f %a %c %d' ."))
        .strip();
  }

  /** Returns the usage as {@code stat -f -c '%s %b %f %a %c %d'} prints it. */
  static String statfs(FilesystemInfo info) {
    long blockSize = Objects.requireNonNull(info.blockSizeBytes());
    long free = Objects.requireNonNull(info.freeBytes());
    long reserved = Objects.requireNonNull(info.reservedBytes());
    return "%d %d %d %d %d %d"
        .formatted(
            blockSize,
            Objects.requireNonNull(info.sizeBytes()) / blockSize,
            free / blockSize,
            (free - reserved) / blockSize,
            info.inodesTotal(),
            info.inodesFree());
  }
}
