package io.guestkit.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourceTest {
  private static final int BLOCK = FileSource.CACHE_BLOCK;
  private static final int SIZE = 40 * BLOCK + 777;

  @TempDir Path folder;

  private Path file() throws IOException {
    byte[] bytes = new byte[SIZE];
    new Random(7).nextBytes(bytes);
    return Files.write(folder.resolve("disk.img"), bytes);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, BLOCK, 3 * BLOCK, 8 << 20})
  void readsWhatTheFileHolds(long cacheBytes) throws IOException {
    Path path = file();
    ReadSession session = ReadSession.of(Budget.withoutDeadline(), new BlockCache(cacheBytes));
    Random random = new Random(1);
    try (FileSource source = FileSource.open(path, session);
        RandomAccessFile truth = new RandomAccessFile(path.toFile(), "r")) {
      for (int i = 0; i < 3000; i++) {
        int length = length(random);
        long offset = offset(random, length);
        byte[] expected = new byte[length];
        truth.seek(offset);
        truth.readFully(expected);
        ByteBuffer target = target(random, length);
        int position = target.position();
        source.readFully(offset, target);
        assertThat(target.hasRemaining()).isFalse();
        byte[] read = new byte[length];
        target.get(position, read);
        assertThat(read).as("%d bytes at %d", length, offset).isEqualTo(expected);
      }
    }
    assertThat(session.cache().usedBytes()).isZero();
  }

  /** Lengths near the block size, the bound of cached reads, and small ones. */
  private static int length(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(64);
      case 1 -> BLOCK - 2 + random.nextInt(5);
      case 2 -> FileSource.UNCACHED_READ - 2 + random.nextInt(5);
      default -> random.nextInt(SIZE);
    };
  }

  private static long offset(Random random, int length) {
    int last = SIZE - length;
    int edge = random.nextInt(40) * BLOCK - 2 + random.nextInt(5);
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt(last + 1);
      case 1 -> Math.clamp(edge, 0, last);
      default -> last;
    };
  }

  /** A heap or direct buffer, or the middle of a larger one. */
  private static ByteBuffer target(Random random, int length) {
    return switch (random.nextInt(3)) {
      case 0 -> ByteBuffer.allocate(length);
      case 1 -> ByteBuffer.allocateDirect(length);
      default -> ByteBuffer.allocate(length + 100).position(40).limit(40 + length);
    };
  }

  @Test
  void readsFromSeveralThreads() throws Exception {
    Path path = file();
    byte[] truth = Files.readAllBytes(path);
    ReadSession session = ReadSession.of(Budget.withoutDeadline(), new BlockCache(4 * BLOCK));
    try (FileSource source = FileSource.open(path, session);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<Boolean> reading =
          () -> {
            Random random = new Random(Thread.currentThread().threadId());
            for (int i = 0; i < 2000; i++) {
              int length = random.nextInt(3 * BLOCK);
              int offset = random.nextInt(SIZE - length);
              if (!Arrays.equals(
                  source.readBytes(offset, length),
                  Arrays.copyOfRange(truth, offset, offset + length))) {
                return false;
              }
            }
            return true;
          };
      for (var result : threads.invokeAll(Stream.generate(() -> reading).limit(4).toList())) {
        assertThat(result.get()).isTrue();
      }
    }
  }

  @Test
  void readsEachBlockOnceAndCountsIt() throws IOException {
    ReadSession session = Sources.session();
    try (FileSource source = FileSource.open(file(), session)) {
      assertThat(session.counter().reads()).isZero();
      source.readBytes(BLOCK - 1, 2);
      assertThat(session.counter().reads()).isEqualTo(1);
      assertThat(session.counter().bytes()).isEqualTo(2 * BLOCK);
      source.readBytes(0, 2 * BLOCK);
      assertThat(session.counter().reads()).isEqualTo(1);
      source.readBytes(BLOCK, 3 * BLOCK);
      assertThat(session.counter().reads()).isEqualTo(2);
      assertThat(session.counter().bytes()).isEqualTo(4 * BLOCK);
      source.readBytes(SIZE - 1, 1);
      assertThat(session.counter().bytes()).isEqualTo(4 * BLOCK + 777);
    }
  }

  @Test
  void readsARunBetweenKeptBlocksAlone() throws IOException {
    ReadSession session = Sources.session();
    try (FileSource source = FileSource.open(file(), session)) {
      source.readBytes(2 * BLOCK, 1);
      source.readBytes(0, 5 * BLOCK);
      assertThat(session.counter().reads()).isEqualTo(3);
      assertThat(session.counter().bytes()).isEqualTo(5 * BLOCK);
    }
  }

  @Test
  void keepsContentOutOfTheCache() throws IOException {
    ReadSession session = Sources.session();
    try (FileSource source = FileSource.open(file(), session)) {
      source.readBytes(5, FileSource.UNCACHED_READ);
      assertThat(session.cache().usedBytes()).isZero();
      assertThat(session.counter().bytes()).isEqualTo(FileSource.UNCACHED_READ);
      source.readBytes(5, FileSource.UNCACHED_READ - 1);
      assertThat(session.cache().usedBytes()).isEqualTo(17L * BLOCK);
    }
  }

  @Test
  void readsLargeRangesInPieces() throws IOException {
    ReadSession session = Sources.session();
    Path path = folder.resolve("large.img");
    byte[] bytes = new byte[(5 << 20) + 3];
    new Random(3).nextBytes(bytes);
    try (FileSource source = FileSource.open(Files.write(path, bytes), session)) {
      assertThat(source.readBytes(0, bytes.length)).isEqualTo(bytes);
      assertThat(session.counter().reads()).isEqualTo(6);
    }
  }

  @Test
  void refusesRangesThatAreNotInside() throws IOException {
    try (FileSource source = FileSource.open(file(), Sources.session())) {
      assertThat(source.size()).isEqualTo(SIZE);
      assertThat(source.readBytes(SIZE, 0)).isEmpty();
      for (long offset : new long[] {-1, SIZE, SIZE + 1L, Long.MAX_VALUE, Long.MIN_VALUE}) {
        assertThatExceptionOfType(CorruptImageException.class)
            .isThrownBy(() -> source.readBytes(offset, 1))
            .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
      }
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> source.slice("part", SIZE - 1, 2));
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> source.extentAt(SIZE));
      assertThat(source.extentAt(1)).isEqualTo(new Extent(Extent.Kind.DATA, SIZE - 1));
    }
  }

  @Test
  void tellsOfAFileThatBecomesShorter() throws IOException {
    Path path = file();
    try (FileSource source = FileSource.open(path, Sources.session());
        RandomAccessFile cut = new RandomAccessFile(path.toFile(), "rw")) {
      cut.setLength(BLOCK + 5);
      assertThatExceptionOfType(UnreadableImageException.class)
          .isThrownBy(() -> source.readBytes(BLOCK, BLOCK))
          .withMessageContaining("became shorter")
          .withMessageContaining("ends before " + (BLOCK + 5));
    }
  }

  @Test
  void endsWithTheBudgetThoughTheBlockIsKept() throws IOException {
    ReadSession session = Sources.session();
    try (FileSource source = FileSource.open(file(), session)) {
      source.readBytes(0, 1);
      session.budget().cancel();
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(() -> source.readBytes(0, 1));
    }
  }

  @Test
  void saysWhyAReadFailed() throws IOException {
    FileSource source = FileSource.open(file(), Sources.session());
    source.close();
    assertThatExceptionOfType(UnreadableImageException.class)
        .isThrownBy(() -> source.readBytes(BLOCK, 1))
        .withMessageContaining("disk.img: read at 16384 failed: ClosedChannelException");
  }

  @Test
  void closesTheChannelWhoseSizeCannotBeTold() throws IOException {
    FileChannel channel = FileChannel.open(file());
    channel.close();
    assertThatExceptionOfType(UnreadableImageException.class)
        .isThrownBy(() -> FileSource.of(file(), channel, Sources.session()))
        .withMessageEndingWith("disk.img: ClosedChannelException");
  }

  private static <E extends ImageException> void assertRefused(
      Class<E> kind, Path path, String message) {
    assertThatExceptionOfType(kind)
        .isThrownBy(() -> FileSource.open(path, Sources.session()))
        .withMessage(path + ": " + message);
  }

  @Test
  void refusesWhatIsNotThere() throws IOException {
    assertRefused(MissingImageException.class, folder.resolve("none"), "no such file");
    assertRefused(MissingImageException.class, file().resolve("x"), "no such file");
    Path dangling = Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
    assertRefused(MissingImageException.class, dangling, "no such file");
  }

  @Test
  void refusesWhatIsNeitherAFileNorABlockDevice() {
    assertRefused(UnreadableImageException.class, folder, "a directory");
    assertRefused(
        UnreadableImageException.class, Path.of("/dev/null"), "not a regular file or block device");
  }

  @Test
  @Timeout(20)
  void refusesAFifoWithoutWaiting() {
    Tool.require("mkfifo");
    Path fifo = folder.resolve("fifo");
    Tool.run("mkfifo", fifo.toString());
    assertRefused(UnreadableImageException.class, fifo, "not a regular file or block device");
  }

  @Test
  void saysThatPermissionIsMissing() throws IOException {
    Path path = file();
    Files.setPosixFilePermissions(path, java.util.Set.of());
    if (Files.isReadable(path)) {
      // The superuser may read it all the same: the answer of the host is played to it.
      assertThat(FileSource.translate(path, new AccessDeniedException(path.toString())))
          .isInstanceOf(UnreadableImageException.class)
          .hasMessage(path + ": permission denied; run as a user who may read it");
    } else {
      assertRefused(UnreadableImageException.class, path, "permission denied");
    }
  }

  @Test
  void followsALinkToAFile() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file());
    try (FileSource source = FileSource.open(link, Sources.session())) {
      assertThat(source.size()).isEqualTo(SIZE);
    }
  }

  @Test
  void readsABlockDevice() throws IOException {
    Tool.require("losetup");
    Tool.requireThat(Files.isWritable(Path.of("/dev/loop-control")), "no loop devices");
    byte[] bytes = new byte[3 * BLOCK];
    new Random(5).nextBytes(bytes);
    Path path = Files.write(folder.resolve("device.img"), bytes);
    String device = Tool.run("losetup", "-r", "--show", "-f", path.toString()).strip();
    try (FileSource source = FileSource.open(Path.of(device), Sources.session())) {
      assertThat(source.size()).isEqualTo(bytes.length);
      assertThat(source.readBytes(0, bytes.length)).isEqualTo(bytes);
    } finally {
      Tool.run("losetup", "-d", device);
    }
  }

  @Test
  void readsAnEmptyFile() throws IOException {
    Path path = Files.createFile(folder.resolve("empty"));
    try (FileSource source = FileSource.open(path, Sources.session())) {
      assertThat(source.size()).isZero();
      assertThat(source.readBytes(0, 0)).isEmpty();
    }
  }

  @Test
  void forgetsItsBlocksWhenClosed() throws IOException {
    ReadSession session = ReadSession.of(Budget.of(Duration.ofMinutes(1)), new BlockCache(1 << 20));
    FileSource one = FileSource.open(file(), session);
    try (FileSource other = FileSource.open(file(), session)) {
      one.readBytes(0, 1);
      other.readBytes(0, 1);
      one.close();
      assertThat(session.cache().usedBytes()).isEqualTo(BLOCK);
    }
  }
}
