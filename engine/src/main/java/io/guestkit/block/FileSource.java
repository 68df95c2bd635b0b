package io.guestkit.block;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A regular file or block device of the host, read by position through the session's cache. Only
 * ever opened for reading, without a lock.
 */
public final class FileSource implements BlockSource, Closeable {
  /** 16 KiB: four blocks of a usual filesystem; larger ones read more of the image than is used. */
  public static final int CACHE_BLOCK = 16 << 10;

  /** Reads of this size and above are of content, not metadata, and leave the cache alone. */
  static final int UNCACHED_READ = 256 << 10;

  /** 1 MiB: the JDK keeps a buffer of this size beside each thread that reads into the heap. */
  private static final int HOST_READ = 1 << 20;

  private static final int FILE_TYPE_MASK = 0170000;
  private static final int BLOCK_DEVICE = 0060000;

  private final String name;
  private final FileChannel channel;
  private final long size;
  private final ReadSession session;

  /** Of this file in what the session notes. */
  private final int noted;

  /** In whose name the cache keeps blocks. */
  private final Object owner;

  private final AtomicBoolean closed = new AtomicBoolean();

  private FileSource(
      Path path, FileChannel channel, long size, ReadSession session, int noted, Object owner) {
    this.name = path.toString();
    this.channel = channel;
    this.size = size;
    this.session = session;
    this.noted = noted;
    this.owner = owner;
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
      return of(path, FileChannel.open(path, StandardOpenOption.READ), session);
    } catch (ImageException e) {
      throw e;
    } catch (IOException e) {
      throw translate(path, e);
    }
  }

  /**
   * Takes over the open channel of a file, and closes it where this throws.
   *
   * @throws UnreadableImageException if its size cannot be told
   */
  public static FileSource of(Path path, FileChannel channel, ReadSession session)
      throws ImageException {
    return of(path, channel, session, host -> null);
  }

  /**
   * Takes over the open channel of a file, and closes it where this throws. What others read of the
   * same file is not read again, where the host tells that it is the same.
   *
   * @param key what the host knows the open file by; where the path leads to another one now, or
   *     the file changed just now, it is read by itself
   * @throws UnreadableImageException if its size cannot be told
   */
  public static FileSource shared(
      Path path, FileChannel channel, ReadSession session, @Nullable Object key)
      throws ImageException {
    return of(path, channel, session, host -> identity(host, key));
  }

  private static @Nullable Object identity(HostFile host, @Nullable Object key) {
    long nowNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    boolean isSame = key != null && host.key().equals(key.toString());
    return isSame && host.isSettled(nowNanos) ? host.identity() : null;
  }

  /** Tells files apart in whose name the cache keeps blocks. */
  @FunctionalInterface
  interface Identity {
    /** Returns a value that is equal for the same content, or null where that is not known. */
    @Nullable Object of(HostFile file);
  }

  static FileSource of(Path path, FileChannel channel, ReadSession session, Identity identity)
      throws ImageException {
    try {
      long size = channel.size();
      HostFile host = HostFile.of(path.toAbsolutePath());
      int noted = session.reads().open(host);
      Object shared = identity.of(host);
      Object owner = shared == null ? new Object() : session.cache().sharedFiles().use(shared);
      return new FileSource(path, channel, size, session, noted, owner);
    } catch (IOException e) {
      close(channel, e);
      throw new UnreadableImageException(path + ": " + reason(e), e);
    }
  }

  /** Returns the exception that says why the host did not open a path. */
  public static ImageException translate(Path path, IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> new MissingImageException(path + ": no such file");
      case NotDirectoryException missing -> new MissingImageException(path + ": no such file");
      case AccessDeniedException denied ->
          new UnreadableImageException(
              path + ": permission denied; run as a user who may read it", e);
      default -> new UnreadableImageException(path + ": " + reason(e), e);
    };
  }

  /** Returns what the host says, without the path that messages name themselves. */
  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException host ? host.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  private static void close(FileChannel channel, IOException cause) {
    try {
      channel.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
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
    int wanted = target.remaining();
    checkRange(offset, wanted);
    if (wanted >= UNCACHED_READ && !session.cache().sharedFiles().isKept(owner)) {
      readHost(offset, target);
    } else {
      readCached(offset, target);
    }
    session.reads().read(noted, offset, target, wanted);
  }

  private void readCached(long offset, ByteBuffer target) throws IOException {
    long position = offset;
    while (target.hasRemaining()) {
      long index = position / CACHE_BLOCK;
      int within = (int) (position % CACHE_BLOCK);
      byte[] block = session.cache().get(owner, index);
      if (block == null) {
        position += load(index, within, target);
        continue;
      }
      int length = Math.min(block.length - within, target.remaining());
      target.put(block, within, length);
      position += length;
    }
  }

  /**
   * Reads a run of blocks that are not kept yet with one read, keeps them, and puts what is wanted
   * of them into the target.
   *
   * @param within offset of the first wanted byte in the first block
   * @return bytes that were put into the target
   */
  private int load(long first, int within, ByteBuffer target) throws IOException {
    long start = first * CACHE_BLOCK;
    int wanted = Math.min(target.remaining(), UNCACHED_READ);
    long lastWanted = (start + within + wanted - 1) / CACHE_BLOCK;
    long last = first;
    while (last < lastWanted && session.cache().get(owner, last + 1) == null) {
      last++;
    }
    byte[] run = new byte[(int) (Math.min((last + 1) * CACHE_BLOCK, size) - start)];
    readHost(start, ByteBuffer.wrap(run));
    keep(first, run);
    int length = Math.min(run.length - within, target.remaining());
    target.put(run, within, length);
    return length;
  }

  private void keep(long first, byte[] run) {
    if (run.length <= CACHE_BLOCK) {
      session.cache().put(owner, first, run);
      return;
    }
    for (int from = 0; from < run.length; from += CACHE_BLOCK) {
      byte[] block = Arrays.copyOfRange(run, from, Math.min(from + CACHE_BLOCK, run.length));
      session.cache().put(owner, first + from / CACHE_BLOCK, block);
    }
  }

  private void readHost(long offset, ByteBuffer target) throws IOException {
    long position = offset;
    int end = target.limit();
    while (target.position() < end) {
      target.limit(Math.min(end, target.position() + HOST_READ));
      int count = readOnce(position, target);
      if (count < 0) {
        throw new UnreadableImageException(
            "%s: the file became shorter while it was read, it ends before %d"
                .formatted(name, position),
            null);
      }
      session.counter().add(count);
      position += count;
    }
  }

  private int readOnce(long position, ByteBuffer target) throws UnreadableImageException {
    try {
      return channel.read(target, position);
    } catch (IOException e) {
      throw new UnreadableImageException(
          "%s: read at %d failed: %s".formatted(name, position, reason(e)), e);
    }
  }

  /**
   * Returns the block that holds an offset, which the caller does not change: {@link #CACHE_BLOCK}
   * bytes from a multiple of that, at the end of the file fewer.
   *
   * @throws CorruptImageException if the offset is not inside the file
   */
  public byte[] block(long offset) throws IOException {
    long index = offset / CACHE_BLOCK;
    long start = index * CACHE_BLOCK;
    byte[] block = session.cache().get(owner, index);
    if (block == null) {
      session.budget().check();
      checkRange(offset, 1);
      block = new byte[(int) Math.min(CACHE_BLOCK, size - start)];
      readHost(start, ByteBuffer.wrap(block));
      session.cache().put(owner, index, block);
    }
    session.reads().read(noted, start, ByteBuffer.wrap(block).position(block.length), block.length);
    return block;
  }

  /**
   * Returns what was decoded from this file and is still kept, or null; also while it is noted what
   * is read, which decoding does.
   *
   * @param key what {@link #keepDecoded} was given, from 0
   */
  public byte @Nullable [] decoded(long key) {
    boolean noting = session.reads().isNoting();
    return noting ? null : session.cache().get(owner, ~key); // negative: no index of a block
  }

  /** Keeps what was decoded from this file in the cache; it is not changed any more. */
  public void keepDecoded(long key, byte[] bytes) {
    session.cache().put(owner, ~key, bytes);
  }

  @Override
  public void close() throws IOException {
    if (!closed.getAndSet(true)) {
      session.cache().sharedFiles().release(owner);
      channel.close();
    }
  }
}
