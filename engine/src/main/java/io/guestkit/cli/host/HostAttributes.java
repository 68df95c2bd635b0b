package io.guestkit.cli.host;

import io.guestkit.report.FileInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a copy keeps of a file besides its content.
 *
 * @param owner whether it belongs to whom it belonged to
 * @param bits the permission bits that it keeps
 */
public record HostAttributes(Owner owner, int bits) {
  /** The bits that let a program run as its owner or group. */
  public static final int SET_ID = 06000;

  /** Every permission bit. */
  public static final int ALL_BITS = 07777;

  /** Whom a copy belongs to. */
  public enum Owner {
    /** Whoever copies. */
    OURS,
    /** The numbers of the guest. */
    KEPT
  }

  /**
   * Gives a file what it keeps. A symbolic link is not followed, and has no permissions. The times
   * go before the permissions, which may keep the file from being opened, and after the owner.
   *
   * @throws IOException if the host refuses a part; of the owner, the rest is kept but for what
   *     lets a program run as another one
   */
  public void apply(Path file, FileInfo info) throws IOException {
    @Nullable IOException refused = owner == Owner.KEPT ? own(file, info) : null;
    Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(time(info.modified()), time(info.accessed()), null);
    if (!info.type().equals("symlink")) {
      int kept = refused == null ? bits : bits & ~SET_ID;
      int mode = Integer.parseInt(info.mode(), 8) & kept;
      Files.setAttribute(file, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    }
    if (refused != null) {
      throw refused;
    }
  }

  private static @Nullable IOException own(Path file, FileInfo info) {
    try {
      Files.setAttribute(file, "unix:uid", (int) info.uid(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(file, "unix:gid", (int) info.gid(), LinkOption.NOFOLLOW_LINKS);
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  /** Returns a time, before 1970 in whole seconds: Java sets 1970 for a fraction of one there. */
  private static @Nullable FileTime time(@Nullable Instant instant) {
    if (instant == null) {
      return null;
    }
    return instant.getEpochSecond() < 0
        ? FileTime.from(instant.getEpochSecond(), TimeUnit.SECONDS)
        : FileTime.from(instant);
  }
}
