package io.guestkit.filesystem.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.MemorySource;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Small volumes built in code: what is refused and where, chains, states, times. */
class FatFormatTest {
  private static final int FAT = 512;
  private static final int ROOT = 1024;
  private static final int DATA = 1536;

  /**
   * Returns a FAT12 of 20 clusters of 512 bytes: one reserved sector, one FAT, 16 root entries; the
   * file {@code FILE} of 1000 bytes at clusters 2 and 3, the directory {@code DIR} at 4.
   */
  private static byte[] volume(Consumer<ByteBuffer> change) {
    ByteBuffer b = ByteBuffer.allocate(DATA + 20 * 512).order(ByteOrder.LITTLE_ENDIAN);
    b.put(0, new byte[] {(byte) 0xeb, 0x3c, (byte) 0x90});
    b.putShort(0x0b, (short) 512).put(0x0d, (byte) 1).putShort(0x0e, (short) 1).put(0x10, (byte) 1);
    b.putShort(0x11, (short) 16).putShort(0x13, (short) 23).put(0x15, (byte) 0xf8);
    b.putShort(0x16, (short) 1).put(0x26, (byte) 0x29).putInt(0x27, 0x12345678);
    b.put(0x36, "FAT12   ".getBytes(StandardCharsets.US_ASCII)).putShort(0x1fe, (short) 0xaa55);
    next(b, 0, 0xff8);
    next(b, 1, 0xfff);
    next(b, 2, 3);
    next(b, 3, 0xfff);
    next(b, 4, 0xfff);
    dirent(b, ROOT, "FILE       ", 0x20, 2, 1000);
    dirent(b, ROOT + 32, "DIR        ", 0x10, 4, 0);
    dirent(b, cluster(4), ".          ", 0x10, 4, 0);
    dirent(b, cluster(4) + 32, "..         ", 0x10, 0, 0);
    change.accept(b);
    return b.array();
  }

  private static int cluster(int number) {
    return DATA + (number - 2) * 512;
  }

  private static void next(ByteBuffer b, int cluster, int value) {
    int at = FAT + cluster * 3 / 2;
    int both = b.getShort(at) & 0xffff;
    b.putShort(
        at, (short) (cluster % 2 == 0 ? (both & 0xf000) | value : (both & 0x000f) | (value << 4)));
  }

  private static void dirent(
      ByteBuffer b, int at, String name, int attributes, int first, int size) {
    b.put(at, name.getBytes(StandardCharsets.US_ASCII)).put(at + 0x0b, (byte) attributes);
    b.putShort(at + 0x1a, (short) first).putInt(at + 0x1c, size);
  }

  private static Filesystem open(byte[] volume) throws IOException {
    return new FatFormat().open(Sources.memory(volume));
  }

  private static FileEntry find(Filesystem fat, String name) throws IOException {
    return fat.find(fat.root(), name).orElseThrow();
  }

  private static void assertCorruptAt(long offset, ThrowingCallable call) {
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
  }

  private static void assertRefused(int at, Consumer<ByteBuffer> change) throws IOException {
    byte[] volume = volume(change);
    assertCorruptAt(at, () -> open(volume));
    // The name of the type and the signature still say what the volume was meant to be.
    assertThat(new FatFormat().matches(Sources.memory(volume))).isTrue();
  }

  @Test
  void refusesWhatLinuxRefusesToMount() throws IOException {
    assertRefused(0x0b, b -> b.putShort(0x0b, (short) 500));
    assertRefused(0x0b, b -> b.putShort(0x0b, (short) 256));
    assertRefused(0x0b, b -> b.putShort(0x0b, (short) 8192));
    assertRefused(0x0d, b -> b.put(0x0d, (byte) 0));
    assertRefused(0x0d, b -> b.put(0x0d, (byte) 3));
    assertRefused(0x0e, b -> b.putShort(0x0e, (short) 0));
    assertRefused(0x10, b -> b.put(0x10, (byte) 0));
    assertRefused(0x11, b -> b.putShort(0x11, (short) 15));
    assertRefused(0x15, b -> b.put(0x15, (byte) 0xf1));
    assertRefused(0x24, b -> b.putShort(0x16, (short) 0).putInt(0x24, 0));
    assertRefused(0x20, b -> b.putShort(0x13, (short) 2));
  }

  @Test
  void isNoFatWithoutItsMarks() throws IOException {
    FatFormat format = new FatFormat();
    assertThat(format.matches(Sources.memory(volume(b -> b.putShort(0x1fe, (short) 0))))).isTrue();
    assertThat(format.matches(Sources.memory(volume(b -> b.put(0x36, new byte[8]))))).isTrue();
    byte[] bare = volume(b -> b.put(0x36, new byte[8]).putShort(0x1fe, (short) 0));
    assertThat(format.matches(Sources.memory(bare))).isFalse();
    byte[] jfs = volume(b -> b.put(0x36, "JFS     ".getBytes(StandardCharsets.US_ASCII)));
    assertThat(format.matches(Sources.memory(jfs))).isFalse();
    byte[] locked = volume(b -> b.put(3, "-FVE-FS-".getBytes(StandardCharsets.US_ASCII)));
    assertThat(format.matches(Sources.memory(locked))).isFalse();
  }

  @Test
  void decidesTheTypeByTheNumberOfClusters() {
    assertThat(FatType.ofClusters(0xff4)).isEqualTo(FatType.FAT12);
    assertThat(FatType.ofClusters(0xff5)).isEqualTo(FatType.FAT16);
  }

  @Test
  void readsAFileThroughItsChain() throws IOException {
    Filesystem fat = open(volume(b -> b.put(cluster(3) + 487, (byte) 42)));
    byte[] content = fat.content(find(fat, "file")).readBytes(0, 1000);
    assertThat(content[999]).isEqualTo((byte) 42);
  }

  @Test
  void refusesAChainThatLoops() throws IOException {
    Filesystem fat =
        open(
            volume(b -> {
              next(b, 3, 2);
              b.putInt(ROOT + 0x1c, 4000);
            }));
    assertCorruptAt(FAT + 3, () -> fat.content(find(fat, "FILE")).readBytes(0, 4000));
    // What lies in front of the fault is read.
    assertThat(fat.content(find(fat, "FILE")).readBytes(0, 1000)).hasSize(1000);
  }

  @Test
  void refusesAChainThatIsTooShort() throws IOException {
    Filesystem fat = open(volume(b -> next(b, 2, 0xff8)));
    assertCorruptAt(FAT + 3, () -> fat.content(find(fat, "FILE")).readBytes(0, 1000));
  }

  @Test
  void refusesAChainThatLeavesTheVolume() throws IOException {
    for (int next : new int[] {0, 1, 22, 0xff6}) {
      Filesystem fat = open(volume(b -> next(b, 2, next)));
      assertCorruptAt(FAT + 3, () -> fat.content(find(fat, "FILE")).readBytes(0, 1000));
    }
  }

  @Test
  void refusesAFileWithoutAFirstCluster() throws IOException {
    Filesystem fat = open(volume(b -> b.putShort(ROOT + 0x1a, (short) 0)));
    assertCorruptAt(ROOT + 0x1a, () -> fat.content(find(fat, "FILE")));
  }

  @Test
  void refusesADirectoryWithoutDots() throws IOException {
    Filesystem fat = open(volume(b -> b.putShort(ROOT + 32 + 0x1a, (short) 5)));
    assertCorruptAt(FAT + 7, () -> find(fat, "DIR")); // cluster 5 is free
    Filesystem marked =
        open(
            volume(b -> {
              b.putShort(ROOT + 32 + 0x1a, (short) 5);
              next(b, 5, 0xfff);
            }));
    assertCorruptAt(ROOT + 32 + 0x1a, () -> find(marked, "DIR"));
  }

  @Test
  void refusesADirectoryThatLoops() throws IOException {
    Filesystem fat = open(volume(b -> next(b, 4, 4)));
    assertCorruptAt(FAT + 6, () -> find(fat, "DIR"));
    assertThat(fat.list(fat.root())).hasSize(2); // the problem is that of the entry
  }

  @Test
  void refusesADirectoryInItself() throws IOException {
    int inner = cluster(4) + 64;
    Filesystem fat = open(volume(b -> dirent(b, inner, "INNER      ", 0x10, 4, 0)));
    FileEntry directory = find(fat, "DIR");
    assertThat(fat.list(directory)).hasSize(1);
    assertCorruptAt(inner + 0x1a, () -> fat.find(directory, "INNER"));
    assertThat(find(fat, "DIR").inode()).isEqualTo(directory.inode());
  }

  @Test
  void refusesADirectoryThatIsTheRoot() throws IOException {
    Filesystem fat = open(volume(b -> b.putShort(ROOT + 32 + 0x1a, (short) 0)));
    assertCorruptAt(ROOT + 32 + 0x1a, () -> find(fat, "DIR"));
  }

  @Test
  void refusesANameWithASlash() throws IOException {
    Filesystem fat = open(volume(b -> b.put(ROOT + 1, (byte) '/')));
    assertCorruptAt(ROOT, () -> fat.list(fat.root()));
  }

  @Test
  void findsNamesWithoutRegardToCase() throws IOException {
    Filesystem fat = open(volume(b -> {}));
    long inode = find(fat, "FILE").inode();
    assertThat(find(fat, "file").inode()).isEqualTo(inode);
    assertThat(find(fat, "File...").inode()).isEqualTo(inode);
    assertThat(fat.find(fat.root(), "...")).isEmpty();
    assertThat(fat.find(fat.root(), ".")).isEmpty();
  }

  @Test
  void saysWhetherItWasUnmounted() throws IOException {
    assertThat(open(volume(b -> {})).info("x").clean()).isTrue();
    assertThat(open(volume(b -> b.put(0x25, (byte) 1))).info("x").clean()).isFalse();
    byte[] fat16 = FatGoldenTest.image("fat16");
    assertThat(open(fat16).info("x").clean()).isTrue();
    fat16[512 * fat16[0x0e] + 3] &= 0x7f; // one byte tells the reserved sectors of this volume
    assertThat(open(fat16).info("x").clean()).isFalse();
  }

  @Test
  void hasNoUuidWithoutTheExtendedBootSignature() throws IOException {
    assertThat(open(volume(b -> {})).info("x").uuid()).isEqualTo("1234-5678");
    assertThat(open(volume(b -> b.put(0x26, (byte) 0))).info("x").uuid()).isNull();
    assertThat(open(volume(b -> b.putInt(0x27, 0))).info("x").uuid()).isNull();
  }

  @Test
  void readsTheActiveFatWhereTheyAreNotMirrored() throws IOException {
    byte[] volume = FatGoldenTest.image("fat32");
    ByteBuffer b = ByteBuffer.wrap(volume).order(ByteOrder.LITTLE_ENDIAN);
    int fatBytes = b.getInt(0x24) * 512;
    int first = b.getShort(0x0e) * 512;
    final FilesystemInfo mirrored = open(volume).info("x");
    b.put(first + 12, new byte[fatBytes - 12]); // the first FAT says that all is free
    assertThat(open(volume).info("x").usedBytes()).isLessThan(mirrored.usedBytes());
    b.putShort(0x28, (short) 0x81);
    assertThat(open(volume).info("x")).isEqualTo(mirrored);
  }

  @Test
  void keepsTheTimeOfCreationToTenMilliseconds() throws IOException {
    Filesystem fat =
        open(
            volume(b -> {
              b.put(ROOT + 0x0d, (byte) 157).putShort(ROOT + 0x0e, (short) 0x6c41);
              b.putShort(ROOT + 0x10, (short) 0x5565).putShort(ROOT + 0x18, (short) 0);
            }));
    assertThat(find(fat, "FILE").created()).isEqualTo(Instant.parse("2022-11-05T13:34:03.570Z"));
    assertThat(find(fat, "FILE").modified()).isEqualTo(Instant.parse("1980-01-01T00:00:00Z"));
    assertThat(find(fat, "FILE").accessed()).isNull();
  }

  @Test
  void endsOnTruncationAtEveryLength() {
    byte[] volume = volume(b -> {});
    for (int length = 0; length < volume.length; length += 13) {
      byte[] cut = Arrays.copyOf(volume, length);
      MemorySource source = Sources.memory(cut);
      try {
        walk(new FatFormat().open(source));
      } catch (ImageException expected) {
        assertThat(expected.getMessage()).isNotBlank();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void endsOnAnyDamage() throws IOException {
    byte[] crafted = Arrays.copyOf(FatGoldenTest.image("crafted"), 40_000);
    for (byte[] image : List.of(volume(b -> {}), crafted)) {
      List<int[]> hot =
          List.of(new int[] {0, 0x40}, new int[] {FAT, FAT + 64}, new int[] {ROOT, cluster(6)});
      Mutations.run(
          image,
          hot,
          (bytes, session) -> {
            MemorySource source = new MemorySource("damaged", bytes, session);
            if (new FatFormat().matches(source)) {
              walk(new FatFormat().open(source));
            }
          });
    }
  }

  @Test
  void endsOnAnyDamageOfATree() throws IOException {
    byte[] image = FatGoldenTest.image("rw-fat32-f1");
    Mutations.run(
        image,
        List.of(new int[] {0, 0x60}, new int[] {0x4000, 0x4200}, new int[] {0x6000, 0x9000}),
        (bytes, session) -> {
          MemorySource source = new MemorySource("damaged", bytes, session);
          if (new FatFormat().matches(source)) {
            walk(new FatFormat().open(source));
          }
        });
  }

  /** Walks everything; a fault of one entry is passed over, as an inspection would. */
  private static void walk(Filesystem fat) throws IOException {
    fat.info("/dev/sda");
    walk(fat, fat.root());
  }

  private static void walk(Filesystem fat, FileEntry directory) throws IOException {
    for (DirectoryEntry name : fat.list(directory)) {
      try {
        FileEntry entry = fat.entry(name);
        if (entry.type() == FileType.DIRECTORY) {
          walk(fat, entry);
        } else {
          Sources.sha256(fat.content(entry));
        }
      } catch (CorruptImageException e) {
        assertThat(e.offset()).isNotNegative();
      }
    }
  }
}
