package io.guestkit.image.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.BlockCache;
import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Extent;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.LockedImageException;
import io.guestkit.block.MissingImageException;
import io.guestkit.block.ReadSession;
import io.guestkit.image.DiskImage;
import io.guestkit.image.ImageFormats;
import io.guestkit.image.ImageOptions;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images made of bytes in code. */
class Qcow2ImageTest {
  private static final int SECTOR = ImageBytes.CLUSTER;

  @TempDir Path folder;

  private DiskImage open(Consumer<ByteBuffer> change) throws IOException {
    return ImageBytes.open(folder, ImageBytes.with(change), null);
  }

  /** Reads a cluster of the disk of a changed image, which must say where it is wrong. */
  private void refuses(int cluster, long offset, Consumer<ByteBuffer> change) throws IOException {
    try (DiskImage disk = open(change)) {
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> disk.readBytes((long) cluster * SECTOR, SECTOR))
          .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
    }
  }

  @Test
  void readsEachKindOfCluster() throws IOException {
    try (DiskImage disk = open(h -> {})) {
      byte[] bytes = disk.readBytes(0, ImageBytes.DISK_SIZE);
      for (int i = 0; i < bytes.length; i++) {
        int expected = i < SECTOR ? 7 : i >= 3 * SECTOR && i < 4 * SECTOR ? 9 : 0;
        assertThat(bytes[i]).isEqualTo((byte) expected);
      }
      assertThat(disk.extentAt(0)).isEqualTo(new Extent(Extent.Kind.DATA, SECTOR));
      assertThat(disk.extentAt(SECTOR + 1)).isEqualTo(new Extent(Extent.Kind.ZERO, 2 * SECTOR - 1));
      assertThat(disk.extentAt(4 * SECTOR))
          .isEqualTo(new Extent(Extent.Kind.ZERO, ImageBytes.DISK_SIZE - 4 * SECTOR));
    }
  }

  @Test
  void readsASnapshotWithItsOwnSize() throws IOException {
    for (String snapshot : List.of("1", "name")) {
      try (DiskImage disk = ImageBytes.open(folder, ImageBytes.with(h -> {}), snapshot)) {
        assertThat(disk.size()).isEqualTo(1024);
        assertThat(disk.readBytes(0, 1)).containsExactly(7);
        assertThat(disk.info().snapshots())
            .singleElement()
            .extracting("id", "name", "virtualSizeBytes")
            .containsExactly("1", "name", 1024L);
      }
    }
    assertThatExceptionOfType(MissingImageException.class)
        .isThrownBy(() -> ImageBytes.open(folder, ImageBytes.with(h -> {}), "2"))
        .withMessageContaining("no snapshot has the id or name \"2\"");
  }

  @Test
  void aSnapshotsL1TableMayBeShorterThanItsDisk() throws IOException {
    int size = ImageBytes.SNAPSHOTS + 48;
    byte[] image = ImageBytes.with(h -> h.putLong(size, 1L << 62));
    try (DiskImage disk = ImageBytes.open(folder, image, "1")) {
      assertThat(disk.readBytes((1L << 62) - 4096, 4096)).containsOnly(0);
      assertThat(disk.extentAt(4 * SECTOR).kind()).isEqualTo(Extent.Kind.ZERO);
    }
  }

  @Test
  void refusesAnL1TableOutsideOfTheFile() {
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> open(h -> h.putLong(40, 1 << 20)))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(1 << 20));
    int entries = ImageBytes.SNAPSHOTS + 8;
    int place = ImageBytes.SNAPSHOTS;
    byte[] image = ImageBytes.with(h -> h.putInt(entries, -1).putLong(place, SECTOR + 8));
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> ImageBytes.open(folder, image, "1"));
  }

  @Test
  void refusesTablesAndClustersOutOfPlace() throws IOException {
    int entry = ImageBytes.L2;
    refuses(0, 1 << 20, h -> h.putLong(ImageBytes.L1, 1 << 20));
    refuses(0, ImageBytes.LENGTH, h -> h.putLong(ImageBytes.L1, ImageBytes.LENGTH));
    refuses(0, 1 << 20, h -> h.putLong(entry, 1 << 20));
    refuses(1, entry + 8, h -> h.putInt(4, 2)); // a zero cluster, unknown to version 2
    refuses(3, 1 << 20, h -> h.putLong(entry + 24, ImageBytes.COMPRESSED | 1 << 20));
    refuses(
        3, ImageBytes.DATA, h -> h.putLong(entry + 24, ImageBytes.COMPRESSED | ImageBytes.DATA));
    refuses(3, ImageBytes.PACKED, h -> h.put(ImageBytes.PACKED, (byte) 7)); // reserved block type
  }

  /** With larger clusters a place can lie inside of one. */
  @Test
  void refusesPlacesInsideOfAnotherCluster() throws IOException {
    Consumer<ByteBuffer> larger =
        h -> h.putInt(20, 10).putInt(60, 0).putLong(40, 2048).putLong(2048, 1024);
    refuses(0, 2048, larger.andThen(h -> h.putLong(2048, 512)));
    refuses(0, 1024, larger.andThen(h -> h.putLong(1024, 512)));
  }

  @Test
  void theLastClusterMayBeCutOff() throws IOException {
    byte[] image = ImageBytes.with(h -> h.putLong(ImageBytes.L2 + 16, ImageBytes.LENGTH));
    byte[] longer = Arrays.copyOf(image, image.length + 2);
    longer[image.length] = 5;
    try (DiskImage disk = ImageBytes.open(folder, longer, null)) {
      assertThat(disk.readBytes(2L * SECTOR, 3)).containsExactly(5, 0, 0);
    }
  }

  @Test
  void encryptedImagesShowTheirFactsOnly() throws IOException {
    for (int method = 1; method <= 2; method++) {
      int number = method;
      try (DiskImage disk = open(h -> h.putInt(32, number))) {
        assertThat(disk.info().encryption()).isEqualTo(method == 1 ? "aes" : "luks");
        assertThat(disk.extentAt(0).kind()).isEqualTo(Extent.Kind.DATA);
        assertThatExceptionOfType(LockedImageException.class)
            .isThrownBy(() -> disk.readBytes(0, 1))
            .withMessageContaining("encrypted");
      }
    }
  }

  @Test
  void saysWhatTheImageSaysOfItself() throws IOException {
    try (DiskImage disk = open(h -> h.putLong(72, 3).putLong(80, 1))) {
      assertThat(disk.info())
          .extracting("dirty", "corrupt", "lazyRefcounts", "extendedL2", "refcountBits")
          .containsExactly(true, true, true, false, 16);
    }
  }

  @Test
  void readsACompressedClusterOnceAndGivesMemoryBack() throws IOException {
    Path file = Files.write(folder.resolve("image"), ImageBytes.with(h -> {}));
    ReadSession session =
        ReadSession.of(new Budget(Duration.ofMinutes(1), 1024, 1000), new BlockCache(1 << 20));
    for (int i = 0; i < 100; i++) {
      try (DiskImage disk = ImageFormats.open(file, new ImageOptions(List.of(), null), session)) {
        disk.readBytes(3L * SECTOR, SECTOR);
        long reads = session.counter().reads();
        disk.readBytes(3L * SECTOR, SECTOR);
        assertThat(session.counter().reads()).isEqualTo(reads);
      }
      assertThat(session.cache().usedBytes()).isZero();
    }
  }

  /** What a claim of a huge disk makes: the L1 table that it needs must be in the file. */
  @Test
  void aHugeDiskTakesTheMemoryOfItsL1TableAtMost() throws IOException {
    byte[] image =
        ImageBytes.with(h ->
            h.putInt(20, 21)
                .putInt(36, 1 << 22)
                .putLong(24, 1L << 61)
                .putInt(60, 0)
                .putLong(40, 2 << 20));
    Path file = Files.write(folder.resolve("image"), image);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((2 << 20) + (32 << 20));
    }
    try (DiskImage disk = open(file, Budget.DEFAULT_MEMORY_BYTES)) {
      assertThat(disk.extentAt(0).kind()).isEqualTo(Extent.Kind.ZERO);
      assertThat(disk.readBytes((1L << 61) - 1, 1)).containsExactly(0);
    }
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> open(file, 1 << 20))
        .withMessageContaining("L1 table");
  }

  private static DiskImage open(Path file, long memory) throws IOException {
    ReadSession session =
        ReadSession.of(new Budget(Duration.ofMinutes(1), memory, 1000), new BlockCache(1 << 20));
    return ImageFormats.open(file, new ImageOptions(List.of(), null), session);
  }

  /** 64 tables of a chain that all point to themselves: a question must not walk their product. */
  @Test
  void extentsOfAHostileChainEndSoon() throws IOException {
    int images = 40;
    for (int i = 0; i < images; i++) {
      String below = "%02d".formatted(i + 1);
      boolean last = i == images - 1;
      byte[] image =
          ImageBytes.with(h -> {
            h.putInt(60, 0).putInt(36, 4096).putLong(24, 128L << 20);
            h.putLong(40, ImageBytes.LENGTH);
            if (!last) {
              h.putLong(8, 200).putInt(16, 2).put(200, below.getBytes(StandardCharsets.US_ASCII));
            }
            for (int e = 0; e < 64; e++) {
              h.putLong(ImageBytes.L2 + 8 * e, last || e % 2 == 1 ? 1 : 0);
            }
          });
      ByteBuffer whole = ByteBuffer.allocate(image.length + 8 * 4096).put(image);
      while (whole.hasRemaining()) {
        whole.putLong(ImageBytes.L2);
      }
      Files.write(folder.resolve("%02d".formatted(i)), whole.array());
    }
    try (DiskImage disk =
        ImageFormats.open(
            folder.resolve("00"), new ImageOptions(List.of(), null), Sources.session())) {
      long start = System.nanoTime();
      assertThat(disk.extentAt(0).kind()).isEqualTo(Extent.Kind.ZERO);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void isRefusedAtEveryLengthOrReadInPart() throws IOException {
    byte[] image = ImageBytes.with(h -> h.putInt(60, 0));
    for (int length = 1; length < image.length; length += 13) {
      byte[] part = Arrays.copyOf(image, length);
      try (DiskImage disk = ImageBytes.open(folder, part, null)) {
        disk.readBytes(0, (int) disk.size());
      } catch (ImageException e) {
        assertThat(e.kind()).isEqualTo("corrupt");
      }
    }
  }
}
