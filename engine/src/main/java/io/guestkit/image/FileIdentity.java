package io.guestkit.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tells the content of a file from any other, as far as the host says it. */
final class FileIdentity {
  /** Device and inode, size, and the times of the last write and of the last change, stat(2). */
  private static final String ATTRIBUTES = "unix:fileKey,size,lastModifiedTime,ctime";

  /**
   * 2 seconds: FAT keeps even ones, other filesystems at least the tick of the clock. What is
   * written later than that after a change has another time of change, which nobody can set.
   */
  private static final int SETTLED_SECONDS = 2;

  private FileIdentity() {}

  /**
   * Returns a value that equals the one of another time only where the file and its content are the
   * same; null where that cannot be told, as the file was changed just now.
   *
   * @param path of a file that was opened before this is asked
   * @param key of that file; where the path leads to another one now, that is no identity
   */
  static @Nullable Object of(Path path, @Nullable Object key) {
    try {
      Map<String, Object> found = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      boolean isSame = key != null && key.equals(found.get("fileKey"));
      return isSame && isSettled((FileTime) found.get("ctime")) ? found : null;
    } catch (IOException e) {
      return null; // moved meanwhile; it is open, and is read by itself
    }
  }

  private static boolean isSettled(@Nullable FileTime changed) {
    return changed != null
        && changed.toInstant().isBefore(Instant.now().minusSeconds(SETTLED_SECONDS));
  }
}
