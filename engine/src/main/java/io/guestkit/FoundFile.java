package io.guestkit;

import io.guestkit.block.BlockSource;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.guest.walk.FileIdentity;
import io.guestkit.report.FileInfo;
import java.io.IOException;
import java.security.MessageDigest;

/** A file that a walk met. */
public final class FoundFile {
  /** 1 MiB: large reads leave the cache of blocks alone, and cost the least per byte. */
  private static final int CHUNK = 1 << 20;

  private final GuestFile file;
  private final FileInfo info;
  private final int depth;

  FoundFile(GuestFile file, FileInfo info, int depth) {
    this.file = file;
    this.info = info;
    this.depth = depth;
  }

  /** Returns what the file is; without a target where that of a link cannot be read. */
  public FileInfo info() {
    return info;
  }

  /** Returns its path in the walk. */
  public String path() {
    return info.path();
  }

  /** Returns how many names it is below the start of the walk. */
  public int depth() {
    return depth;
  }

  /** Returns what it has in common with its other names, and with no other file. */
  public FileIdentity identity() {
    return FileIdentity.of(file);
  }

  /** Returns the last name of its path; the root of a guest has none. */
  public String name() {
    return info.path().substring(info.path().lastIndexOf('/') + 1);
  }

  /** Returns whether it is a directory. */
  public boolean isDirectory() {
    return file.entry().type() == FileType.DIRECTORY;
  }

  /** Returns whether it is a regular file. */
  public boolean isRegular() {
    return file.entry().type() == FileType.REGULAR;
  }

  /** Returns whether it is a symbolic link. */
  public boolean isLink() {
    return file.entry().type() == FileType.SYMLINK;
  }

  /**
   * Returns the bytes of a regular file, which the caller knows to be few.
   *
   * @throws UnsupportedImageException if it is something else
   */
  public byte[] bytes() throws IOException {
    BlockSource content = content();
    return content.readBytes(0, Math.toIntExact(content.size()));
  }

  /**
   * Adds the bytes of a regular file to a digest; they are never in memory together.
   *
   * @throws UnsupportedImageException if it is something else
   */
  public void digest(MessageDigest digest) throws IOException {
    BlockSource content = content();
    for (long offset = 0; offset < content.size(); offset += CHUNK) {
      content.session().budget().check(); // a hole is read without asking the disk
      digest.update(content.readBytes(offset, (int) Math.min(CHUNK, content.size() - offset)));
    }
  }

  /**
   * Returns the content of a regular file.
   *
   * @throws UnsupportedImageException if it is something else
   */
  public BlockSource content() throws IOException {
    if (!isRegular()) {
      throw new UnsupportedImageException(
          "%s: not a regular file but a %s"
              .formatted(FileName.display(info.path()), file.entry().type().label()));
    }
    return file.filesystem().content(file.entry());
  }
}
