package io.guestkit.dist;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * A file of a package. The same files give the same package: of a file its content and whether it
 * can be started count, never its owner or its time.
 *
 * @param name its path in the package
 * @param content where it is now
 * @param isExecutable whether it is a program
 */
record PackedFile(String name, Path content, boolean isExecutable) {
  private static final int EXECUTABLE = 0100755;
  private static final int PLAIN = 0100644;

  private int mode() {
    return isExecutable ? EXECUTABLE : PLAIN;
  }

  /** Writes a tar, compressed where its name ends with {@code gz}. */
  static void writeTar(Path archive, List<PackedFile> files, Instant time) throws IOException {
    try (OutputStream file = Files.newOutputStream(archive);
        OutputStream packed =
            archive.toString().endsWith("gz") ? new GZIPOutputStream(file) : file;
        TarArchiveOutputStream tar = new TarArchiveOutputStream(packed)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (PackedFile each : files) {
        TarArchiveEntry entry = new TarArchiveEntry(each.content, each.name);
        entry.setMode(each.mode());
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        entry.setLastModifiedTime(FileTime.from(time));
        tar.putArchiveEntry(entry);
        Files.copy(each.content, tar);
        tar.closeArchiveEntry();
      }
    }
  }

  /** Writes a zip. */
  static void writeZip(Path zipped, List<PackedFile> files, Instant time) throws IOException {
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(zipped)) {
      zip.setLevel(Deflater.DEFAULT_COMPRESSION);
      for (PackedFile each : files) {
        ZipArchiveEntry entry = zipEntry(each.name, time);
        entry.setUnixMode(each.mode());
        zip.putArchiveEntry(entry);
        Files.copy(each.content, zip);
        zip.closeArchiveEntry();
      }
    }
  }

  /** Returns an entry whose time is the same in every time zone. */
  static ZipArchiveEntry zipEntry(String name, Instant time) {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setTimeLocal(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    return entry;
  }
}
