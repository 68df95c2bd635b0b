package io.guestkit.block;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What the host says of a file. While all of it is as before so is the content, as far as the
 * host's times can be trusted: those of a block device do not tell when it was written to.
 *
 * @param path where it is
 * @param device number of the filesystem that holds it
 * @param inode its number there
 * @param mode type and permissions, stat(2)
 * @param size in bytes, 0 of a block device
 * @param modifiedNanos when its content changed, in nanoseconds since 1970
 * @param changedNanos when anything about it changed, in nanoseconds since 1970
 */
public record HostFile(
    Path path,
    long device,
    long inode,
    int mode,
    long size,
    long modifiedNanos,
    long changedNanos) {
  private static final int TYPE_MASK = 0170000;
  private static final int REGULAR = 0100000;

  /** Asks the host. */
  public static HostFile of(Path path) throws IOException {
    Map<String, Object> stat =
        Files.readAttributes(path, "unix:dev,ino,mode,size,lastModifiedTime,ctime");
    return new HostFile(
        path,
        number(stat, "dev"),
        number(stat, "ino"),
        (int) number(stat, "mode"),
        number(stat, "size"),
        nanos(stat, "lastModifiedTime"),
        nanos(stat, "ctime"));
  }

  private static long number(Map<String, Object> stat, String name) {
    return ((Number) Objects.requireNonNull(stat.get(name))).longValue();
  }

  private static long nanos(Map<String, Object> stat, String name) {
    return ((FileTime) Objects.requireNonNull(stat.get(name))).to(TimeUnit.NANOSECONDS);
  }

  /** Returns whether the host says the same of the file now. */
  public boolean isUnchanged() {
    try {
      HostFile now = of(path);
      return device == now.device
          && inode == now.inode
          && mode == now.mode
          && size == now.size
          && modifiedNanos == now.modifiedNanos
          && changedNanos == now.changedNanos;
    } catch (IOException e) {
      return false; // gone, or no longer to be seen
    }
  }

  /** Returns whether its times tell when it was written to. */
  public boolean isRegular() {
    return (mode & TYPE_MASK) == REGULAR;
  }

  /** Returns whether it last changed before an instant, in nanoseconds since 1970. */
  public boolean changedBefore(long nanos) {
    return modifiedNanos < nanos && changedNanos < nanos;
  }
}
