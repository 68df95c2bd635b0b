package io.guestkit;

import io.guestkit.block.BlockSource;
import io.guestkit.block.LimitExceededException;
import io.guestkit.report.FileInfo;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The files of a guest, or of one filesystem of it. Paths are absolute in the guest; symbolic links
 * are followed inside the guest and never leave it. Names that are not UTF-8 are decoded as {@link
 * io.guestkit.filesystem.FileName} does. A path that is not there is a {@link
 * io.guestkit.block.MissingImageException}.
 */
public interface GuestFiles extends Closeable {

  /** Returns what a path is; a symbolic link at its end is not followed. */
  FileInfo stat(String path) throws IOException;

  /**
   * Returns the entries of a directory, by name; a symbolic link to a directory is followed. Fails
   * where one of them cannot be read; a walk goes on.
   */
  List<FileInfo> list(String path) throws IOException;

  /**
   * Walks a file and what is below it. A symbolic link is followed where a slash is behind it, and
   * is a file of its own where not.
   */
  FileWalk walk(String path, FileWalk.Scope scope) throws IOException;

  /** Returns the file that a path leads to; symbolic links are followed. */
  FoundFile follow(String path) throws IOException;

  /**
   * Returns the file that a path leads to, or empty where there is none. Fails where it would lie
   * on a filesystem that is not there.
   */
  Optional<FoundFile> find(String path) throws IOException;

  /** Returns the content of a regular file; symbolic links are followed. */
  BlockSource content(String path) throws IOException;

  /**
   * Returns the bytes of a regular file; symbolic links are followed.
   *
   * @throws LimitExceededException if there are more than {@code maxBytes}
   */
  default byte[] read(String path, int maxBytes) throws IOException {
    BlockSource content = content(path);
    if (content.size() > maxBytes) {
      throw new LimitExceededException(
          path + ": " + content.size() + " bytes, more than the " + maxBytes + " that are allowed");
    }
    return content.readBytes(0, (int) content.size());
  }
}
