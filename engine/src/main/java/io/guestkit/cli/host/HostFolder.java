package io.guestkit.cli.host;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the host that copies are put into: one that was made for them, which nobody else can
 * enter until it is finished, or one that was there. Never reached by a symbolic link that a copy
 * put there. Where its path becomes too long for the system, it is kept open, and what is below it
 * is reached through that.
 */
public final class HostFolder implements Closeable {
  /** 1024: a character is up to three bytes, and a name must still fit into PATH_MAX, 4096. */
  private static final int MAX_PATH = 1024;

  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path path;
  private final Path base;
  private final boolean isNew;
  private final @Nullable DirectoryStream<Path> opened;

  private HostFolder(Path path, Path base, boolean isNew, @Nullable DirectoryStream<Path> opened) {
    this.path = path;
    this.base = base;
    this.isNew = isNew;
    this.opened = opened;
  }

  /**
   * Makes a folder.
   *
   * @throws FileAlreadyExistsException if there is something of its name
   */
  public static HostFolder make(Path path) throws IOException {
    Files.createDirectory(path, PRIVATE);
    return open(path, true);
  }

  /**
   * Returns a folder that is there.
   *
   * @throws FileAlreadyExistsException if it is no folder but something else
   */
  public static HostFolder existing(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    return open(path, false);
  }

  @SuppressWarnings("StreamResourceLeak") // the folder closes it
  private static HostFolder open(Path path, boolean isNew) throws IOException {
    if (path.toString().length() <= MAX_PATH) {
      return new HostFolder(path, path, isNew, null);
    }
    DirectoryStream<Path> opened = Files.newDirectoryStream(path);
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path descriptor : descriptors) {
        if (Files.exists(descriptor) && Files.isSameFile(descriptor, path)) {
          return new HostFolder(path, descriptor, isNew, opened);
        }
      }
    }
    opened.close();
    throw new IOException("a path that is too long, and no " + OPEN_FILES);
  }

  /** Returns the folder itself. */
  public Path path() {
    return path;
  }

  /** Returns a file in the folder, for as long as the folder is open. */
  public Path file(Path name) {
    return base.resolve(name);
  }

  /** Returns whether it was made for the copies. */
  public boolean isNew() {
    return isNew;
  }

  /** Returns whether paths of its files lead to them after it was closed too. */
  public boolean isLasting() {
    return !base.startsWith(OPEN_FILES);
  }

  @Override
  public void close() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }
}
