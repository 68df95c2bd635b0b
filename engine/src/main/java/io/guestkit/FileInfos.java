package io.guestkit;

import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.report.FileInfo;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Files of a guest as records of a report. */
final class FileInfos {
  private static final String ZEROS = "0000";

  private FileInfos() {}

  /** Returns what a file is, with the target of a link. */
  static FileInfo of(String path, GuestFile file) throws IOException {
    FileEntry entry = file.entry();
    boolean isLink = entry.type() == FileType.SYMLINK;
    return of(path, file, isLink ? file.filesystem().target(entry) : null);
  }

  /** Returns what a file is. */
  static FileInfo of(String path, GuestFile file, @Nullable String target) {
    FileEntry entry = file.entry();
    return new FileInfo(
        path,
        entry.type().label(),
        mode(entry.mode()),
        entry.uid(),
        entry.gid(),
        entry.size(),
        entry.allocated(),
        entry.links(),
        entry.inode(),
        file.device(),
        entry.modified(),
        entry.accessed(),
        entry.changed(),
        entry.created(),
        target,
        number(entry));
  }

  private static String mode(int mode) {
    String octal = Integer.toOctalString(mode);
    return ZEROS.substring(octal.length()) + octal;
  }

  private static @Nullable String number(FileEntry entry) {
    if (entry.type() != FileType.BLOCK_DEVICE && entry.type() != FileType.CHARACTER_DEVICE) {
      return null;
    }
    return (entry.device() >>> 32) + ":" + (entry.device() & 0xffffffffL);
  }
}
