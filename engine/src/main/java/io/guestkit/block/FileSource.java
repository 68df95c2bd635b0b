package io.guestkit.block;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A regular file or block device of the host, read by position through the session's cache. Only
 * ever opened for reading, without a lock.
 */
public final class FileSource implements BlockSource, Closeable {
  /** 16 KiB: four blocks of a usual filesystem; larger ones read more of the image than is used. */
  static final int CACHE_BLOCK = 16 << 10;

  /** Reads of this size and above are of content, not metadata, and leave the cache alone. */
  static final int UNCACHED_READ = 256 << 10;

  private static final int FILE_TYPE_MASK = 0170000;
  private static final int BLOCK_DEVICE = 0060000;

  private final String name;
  private final FileChannel channel;
  private final long size;
  private final ReadSession session;

  private FileSource(String name, FileChannel channel, long size, ReadSession session) {
    this.name = name;
    this.channel = channel;
    this.size = size;
    this.session = session;
  }

  /**
   * Opens a file.
   *
   * @throws MissingImageException if there is none
   * @throws UnreadableImageException if it may not be read, or is neither a regular file nor a
   *     block device
   */
  public static FileSource open(Path path, ReadSession session) throws ImageException {
    try {
      checkKind(path);
      return of(path.toString(), FileChannel.open(path, StandardOpenOption.READ), session);
    } catch (ImageException e) {
      throw e;
    } catch (IOException e) {
      throw translate(path, e);
    }
  }

  /**
   * Takes over an open channel.
   *
   * @throws UnreadableImageException if its size cannot be told
   */
  public static FileSource of(String name, FileChannel channel, ReadSession session)
      throws ImageException {
    try {
      return new FileSource(name, channel, channel.size(), session);
    } catch (IOException e) {
      throw new UnreadableImageException(name + ": " + e.getMessage(), e);
    }
  }

  /** Returns the exception that says why the host did not open a path. */
  public static ImageException translate(Path path, IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> new MissingImageException(path + ": no such file");
      case NotDirectoryException missing -> new MissingImageException(path + ": no such file");
      case AccessDeniedException denied ->
          new UnreadableImageException(path + ": permission denied", e);
      default -> new UnreadableImageException(path + ": " + e.getMessage(), e);
    };
  }

  private static void checkKind(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return;
    }
    int mode = (Integer) Files.getAttribute(path, "unix:mode");
    if ((mode & FILE_TYPE_MASK) != BLOCK_DEVICE) {
      String kind = Files.isDirectory(path) ? "a directory" : "not a regular file or block device";
      throw new UnreadableImageException(path + ": " + kind, null);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public ReadSession session() {
    return session;
  }

  @Override
  public void readFully(long offset, ByteBuffer target) throws IOException {
    session.budget().check();
    checkRange(offset, target.remaining());
    if (target.remaining() >= UNCACHED_READ) {
      readHost(offset, target);
      return;
    }
    long position = offset;
    while (target.hasRemaining()) {
      long index = position / CACHE_BLOCK;
      int within = (int) (position % CACHE_BLOCK);
      byte[] block = session.cache().get(this, index);
      if (block == null) {
        block = load(index, (position + target.remaining() - 1) / CACHE_BLOCK);
      }
      int length = Math.min(block.length - within, target.remaining());
      target.put(block, within, length);
      position += length;
    }
  }

  /** Reads a run of blocks that are not kept yet with one read, keeps them, returns the first. */
  private byte[] load(long first, long lastWanted) throws IOException {
    long last = first;
    while (last < lastWanted && session.cache().get(this, last + 1) == null) {
      last++;
    }
    long start = first * CACHE_BLOCK;
    ByteBuffer run = ByteBuffer.allocate((int) (Math.min((last + 1) * CACHE_BLOCK, size) - start));
    readHost(start, run);
    run.flip();
    byte[] firstBlock = new byte[Math.min(CACHE_BLOCK, run.remaining())];
    run.get(firstBlock);
    session.cache().put(this, first, firstBlock);
    for (long index = first + 1; index <= last; index++) {
      byte[] block = new byte[Math.min(CACHE_BLOCK, run.remaining())];
      run.get(block);
      session.cache().put(this, index, block);
    }
    return firstBlock;
  }

  private void readHost(long offset, ByteBuffer target) throws IOException {
    long position = offset;
    while (target.hasRemaining()) {
      int count;
      try {
        count = channel.read(target, position);
      } catch (IOException e) {
        throw new UnreadableImageException(
            "%s: read at %d failed: %s".formatted(name, position, e.getMessage()), e);
      }
      if (count < 0) {
        throw new CorruptImageException(name, position, "the file became shorter while read");
      }
      session.counter().add(count);
      position += count;
    }
  }

  @Override
  public void close() throws IOException {
    session.cache().forget(this);
    channel.close();
  }
}
