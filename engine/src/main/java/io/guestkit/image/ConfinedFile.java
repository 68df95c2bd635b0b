package io.guestkit.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that was opened from one of the allowed folders, component by component and never through
 * a symbolic link: a link is read, and its target is looked up as a new path. Nothing that is moved
 * while this happens leads out.
 *
 * @param path where it is, without symbolic links
 * @param channel open for reading; the caller closes it
 * @param key what the host knows the file by
 */
record ConfinedFile(Path path, FileChannel channel, @Nullable Object key) {
  /** 40: what Linux follows itself, path_resolution(7). */
  private static final int MAX_LINKS = 40;

  /** The path leads out of the allowed folders. */
  static final class OutsideException extends IOException {
    private static final long serialVersionUID = 1L;

    private OutsideException(Path path) {
      super(path.toString());
    }
  }

  /** What a walk ends in: the file, or a link's target with the rest of the path. */
  private record Found(@Nullable ConfinedFile file, Path path) {}

  /**
   * Opens a regular file.
   *
   * @param wanted absolute and normalized
   * @throws OutsideException if the path leads out of the allowed folders
   * @throws IOException if there is no such file or it may not be opened
   */
  static ConfinedFile open(Path wanted, Confinement confinement) throws IOException {
    Path path = wanted;
    for (int links = 0; links <= MAX_LINKS; links++) {
      Confinement.Place place = confinement.place(path);
      if (place == null) {
        throw new OutsideException(path);
      }
      Found found = walk(place);
      if (found.file != null) {
        return found.file;
      }
      path = found.path;
    }
    throw new FileSystemException(wanted.toString(), null, "too many symbolic links");
  }

  private static Found walk(Confinement.Place place) throws IOException {
    Path path = place.folder();
    SecureDirectoryStream<Path> folder = openFolder(path);
    try {
      int count = place.below().toString().isEmpty() ? 0 : place.below().getNameCount();
      for (int i = 0; i < count; i++) {
        Path name = place.below().getName(i);
        BasicFileAttributes attributes = attributes(folder, name);
        if (attributes.isSymbolicLink()) {
          Path target = path.resolve(Files.readSymbolicLink(path.resolve(name)));
          Path rest = i + 1 < count ? place.below().subpath(i + 1, count) : Path.of("");
          return new Found(null, target.resolve(rest).normalize());
        }
        path = path.resolve(name);
        if (i + 1 == count) {
          return new Found(openLast(folder, name, path, attributes), path);
        }
        if (!attributes.isDirectory()) {
          throw new NotDirectoryException(path.toString());
        }
        SecureDirectoryStream<Path> next =
            folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        folder.close();
        folder = next;
      }
    } finally {
      folder.close();
    }
    throw new FileSystemException(path.toString(), null, "not a regular file");
  }

  /** Opens what was seen to be a regular file; a link that took its place is not followed. */
  private static ConfinedFile openLast(
      SecureDirectoryStream<Path> folder, Path name, Path path, BasicFileAttributes attributes)
      throws IOException {
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(path.toString(), null, "not a regular file");
    }
    SeekableByteChannel channel;
    try {
      channel =
          folder.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    } catch (FileSystemException e) {
      if (attributes(folder, name).isSymbolicLink()) {
        throw new OutsideException(path);
      }
      throw e;
    }
    if (!(channel instanceof FileChannel file)) {
      channel.close();
      throw new FileSystemException(path.toString(), null, "not a file of the host");
    }
    return new ConfinedFile(path, file, attributes.fileKey());
  }

  private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    return folder
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  @SuppressWarnings("StreamResourceLeak") // the walk closes it
  private static SecureDirectoryStream<Path> openFolder(Path path) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(path);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    stream.close();
    throw new IOException("this host cannot open files relative to a folder");
  }
}
