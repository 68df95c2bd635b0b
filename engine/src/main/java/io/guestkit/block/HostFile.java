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
 * @param key what the host knows it by: the filesystem that holds it and its number there
 * @param mode type and permissions, stat(2)
 * @param size in bytes, 0 of a block device
 * @param modifiedNanos when its content changed, in nanoseconds since 1970
 * @param changedNanos when anything about it changed, in nanoseconds since 1970
 */
public record HostFile(
    Path path, String key, int mode, long size, long modifiedNanos, long changedNanos) {
  /** 2 s: the coarsest times of a filesystem that is in use, FAT's. */
  private static final long COARSEST_TIME_NANOS = 2_000_000_000L;

  private static final int TYPE_MASK = 0170000;
  private static final int REGULAR = 0100000;

  /** Asks the host. */
  public static HostFile of(Path path) throws IOException {
    Map<String, Object> stat =
        Files.readAttributes(path, "unix:fileKey,mode,size,lastModifiedTime,ctime");
    return new HostFile(
        path,
        String.valueOf(stat.get("fileKey")),
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
      return key.equals(now.key)
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

  /**
   * Returns whether whatever is written to it from an instant on shows in its times: it was left
   * alone for longer than the coarsest of them.
   *
   * @param nowNanos in nanoseconds since 1970
   */
  public boolean isSettled(long nowNanos) {
    long latest = nowNanos - COARSEST_TIME_NANOS;
    return modifiedNanos < latest && changedNanos < latest;
  }

  /** Returns a text that equals that of another time only where the content is the same. */
  String identity() {
    return key + ' ' + size + ' ' + modifiedNanos + ' ' + changedNanos;
  }
}
