package io.guestkit.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A new file of the host that receives a copy, with holes where there are zeros. Deleted when it is
 * closed, or the process is ended, before it is complete; a file that it replaces stays until then.
 * Never a file that this process reads, and never reached by a symbolic link.
 */
final class Destination implements ContentCopy.Target, Closeable {
  /** 4 KiB: the block of a usual filesystem; a hole cannot be smaller. */
  private static final int BLOCK = 4 << 10;

  /** 255: bytes of a name on Linux; a character takes up to three of them here. */
  private static final int MAX_NAME = 255;

  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  private final Path path;

  /** The path, or a file beside it that takes its place in the end. */
  private final Path written;

  private final FileChannel channel;
  private final Thread atExit = new Thread(this::abandon);
  private long position;
  private boolean complete;

  private Destination(Path path, Path written, Access access) throws IOException {
    this.path = path;
    this.written = written;
    this.channel =
        FileChannel.open(
            written,
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
            access.attributes());
    try {
      Runtime.getRuntime().addShutdownHook(atExit);
    } catch (IllegalStateException e) {
      channel.close();
      abandon();
      throw new IOException("the process is ending", e);
    }
  }

  private void abandon() {
    try {
      Files.deleteIfExists(written);
    } catch (IOException e) {
      // The process ends: there is nobody to tell.
    }
  }

  private void keepAtExit() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending, and the file that came a moment too late goes.
    }
  }

  /** What becomes of a file that is there already. */
  enum Existing {
    KEEP,
    REPLACE
  }

  /** Who may read the file while it is written. */
  enum Access {
    /** Whom the user's mask lets. */
    USUAL,
    /** The user alone. */
    PRIVATE;

    private FileAttribute<?>[] attributes() {
      return this == USUAL
          ? new FileAttribute<?>[0]
          : new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(
                Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
          };
    }
  }

  /**
   * Creates the file. What it must not overwrite has to be open by now.
   *
   * @throws UsageException if the path is not one to write to
   * @throws OutputException if the host does not let it be written
   */
  static Destination create(Path path, Existing existing, Access access)
      throws UsageException, OutputException {
    try {
      if (!isThere(path)) {
        return new Destination(path, path, access);
      }
      checkExisting(path, existing);
      Destination beside = new Destination(path, beside(path), access);
      Files.setPosixFilePermissions(beside.written, Files.getPosixFilePermissions(path));
      return beside;
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /** Returns whether there is something at a path, a symbolic link too. */
  static boolean isThere(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Makes room for a link: deletes the file or link that is there, where that was asked for.
   *
   * @throws UsageException if it is to be kept
   */
  static void clear(Path path, Existing existing) throws UsageException, IOException {
    if (!isThere(path)) {
      return;
    }
    if (!Files.isSymbolicLink(path) || existing == Existing.KEEP) {
      checkExisting(path, existing);
    }
    Files.delete(path);
  }

  private static Path beside(Path path) {
    String name = "." + path.getFileName() + ".partial";
    return path.resolveSibling(name.length() <= MAX_NAME / 3 ? name : ".guestkit.partial");
  }

  /**
   * Checks that a file can be made or replaced.
   *
   * @throws UsageException if what is there is not to be replaced
   */
  static void check(Path path, Existing existing) throws UsageException, IOException {
    if (isThere(path)) {
      checkExisting(path, existing);
    }
  }

  private static void checkExisting(Path path, Existing existing)
      throws UsageException, IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new UsageException(path + ": is a directory; name the file to write");
    }
    if (existing == Existing.KEEP && Files.isSymbolicLink(path)) {
      throw new UsageException(path + ": is there already, a symbolic link");
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new UsageException(path + ": is not a regular file and is not written to");
    }
    if (isReadHere(path)) {
      throw new UsageException(path + ": is part of the image that is read; name another file");
    }
    if (existing == Existing.KEEP) {
      throw new UsageException(path + ": is there already; --force replaces it");
    }
  }

  private static boolean isReadHere(Path path) throws IOException {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path descriptor : open) {
        if (Files.exists(descriptor) && Files.isSameFile(descriptor, path)) {
          return true;
        }
      }
    }
    return false;
  }

  private static OutputException failure(Path path, IOException e) {
    String why =
        e instanceof FileAlreadyExistsException made
            ? made.getFile() + " is there, of another run; delete it where that has ended"
            : reason(e);
    return new OutputException(path + ": cannot be written: " + why, e);
  }

  /** Returns why the host refused something. */
  // A pattern switch is linked at run time, which costs start-up time.
  @SuppressWarnings("IfChainToSwitch")
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such folder";
    } else if (e instanceof AccessDeniedException) {
      return "permission denied";
    } else if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is there already";
    } else if (e instanceof FileSystemException other && other.getReason() != null) {
      return other.getReason();
    }
    return String.valueOf(e.getMessage());
  }

  @Override
  public void data(byte[] bytes, int length) throws OutputException {
    int start = 0;
    while (start < length) {
      int end = start;
      boolean zero = isZero(bytes, start, blockEnd(start, length));
      while (end < length && isZero(bytes, end, blockEnd(end, length)) == zero) {
        end = blockEnd(end, length);
      }
      if (!zero) {
        write(ByteBuffer.wrap(bytes, start, end - start));
      }
      position += end - start;
      start = end;
    }
  }

  @Override
  public void zeros(long length) {
    position += length;
  }

  /** Returns where the block that holds an index ends; blocks lie by their place in the file. */
  private int blockEnd(int index, int length) {
    long within = (position + index) % BLOCK;
    return (int) Math.min(length, index + BLOCK - within);
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private void write(ByteBuffer bytes) throws OutputException {
    long at = position;
    try {
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /** Ends the file at its right length; it stays. */
  void complete() throws OutputException {
    try {
      if (channel.size() < position) {
        channel.write(ByteBuffer.allocate(1), position - 1);
      }
      channel.close();
      if (!written.equals(path)) {
        Files.move(written, path, StandardCopyOption.ATOMIC_MOVE);
      }
      complete = true;
      keepAtExit();
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  @Override
  public void close() throws OutputException {
    if (complete) {
      return;
    }
    try {
      channel.close();
      Files.deleteIfExists(written);
      keepAtExit();
    } catch (IOException e) {
      throw failure(path, e);
    }
  }
}
