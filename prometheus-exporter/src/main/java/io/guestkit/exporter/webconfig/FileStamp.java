package io.guestkit.exporter.webconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * By what a file is known to be another than before. Links are followed: what a link leads to is
 * another file when the link is moved.
 *
 * @param modifiedNanos when it was written last, Unix time
 * @param sizeBytes its length
 * @param identity device and inode, where the filesystem has them
 */
record FileStamp(long modifiedNanos, long sizeBytes, String identity) {
  /** Of a file that is not there, or may not be looked at: reading it says so. */
  private static final FileStamp ABSENT = new FileStamp(0, -1, "");

  static FileStamp of(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(
          now.lastModifiedTime().to(TimeUnit.NANOSECONDS),
          now.size(),
          String.valueOf(now.fileKey()));
    } catch (IOException e) {
      return ABSENT;
    }
  }
}
