package io.guestkit.filesystem.btrfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.FileSource;
import io.guestkit.block.ImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.btrfs.superblock.Superblock;
import io.guestkit.report.Problem;
import io.guestkit.testing.Listing;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, and where it says that the damage is. */
class BtrfsRefusalTest {
  private static final int SUPERBLOCK = BtrfsBytes.SUPERBLOCK;
  private static final int MIRROR = 64 << 20;

  @TempDir static Path folder;
  private static byte[] sound = {};

  private BtrfsBytes bytes = new BtrfsBytes(new byte[0]);

  @BeforeAll
  static void makeImage() throws IOException {
    sound = Files.readAllBytes(SmallImages.make(folder, "--mixed -n 4096 -m single", "5M"));
  }

  @BeforeEach
  void copy() {
    bytes = new BtrfsBytes(sound);
  }

  private BtrfsFilesystem open() throws IOException {
    bytes.reseal();
    return open(bytes.source());
  }

  private static BtrfsFilesystem open(BlockSource volume) throws IOException {
    return BtrfsFilesystem.open(List.of(volume), List.of());
  }

  private static void assertCorrupt(long offset, ThrowingCallable code) {
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(code)
        .satisfies(e -> assertThat(e.offset()).as(e.getMessage()).isEqualTo(offset));
  }

  /** Returns the logical address of a node and a place in it. */
  private long address(int node, int at) {
    return bytes.view().getLong(node + 0x30) + at - node;
  }

  @ParameterizedTest
  @CsvSource({
    "0x30, 1, 8", // the address of another copy
    "0x90, 3000, 4", // sectors that are no power of two
    "0x90, 0x20000, 4", // sectors larger than is known
    "0x94, 2048, 4", // nodes smaller than sectors
    "0xa0, 2049, 4", // more system chunks than fit
    "0xc6, 8, 1",
    "0xc7, 8, 1",
    "0xc8, 8, 1",
    "0x50, -1, 8",
    "0x70, -1, 8"
  })
  void refusesASuperblock(String at, String value, int width) {
    put(SUPERBLOCK + Integer.decode(at), Long.decode(value), width);
    assertCorrupt(SUPERBLOCK + Integer.decode(at), this::open);
  }

  private void put(int at, long value, int width) {
    for (int i = 0; i < width; i++) {
      bytes.view().put(at + i, (byte) (value >>> (i * 8)));
    }
  }

  @Test
  void refusesAWrongChecksumOfTheSuperblock() {
    bytes.view().put(SUPERBLOCK + 0x200, (byte) 1);
    assertCorrupt(SUPERBLOCK, () -> open(bytes.source()));
  }

  @Test
  void namesAChecksumThatIsNotKnown() {
    put(SUPERBLOCK + 0xc4, 4, 2);
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(this::open)
        .withMessageContaining("checksum type 4");
  }

  @ParameterizedTest
  @CsvSource({
    "0x1000, ZONED",
    "0x2000, EXTENT_TREE_V2",
    "0x4000, RAID_STRIPE_TREE",
    "0x8000, unknown flag: 0x8000",
    "0x20000, unknown flag: 0x20000"
  })
  void namesFeaturesThatAreNotRead(String bit, String name) {
    long flags = bytes.view().getLong(SUPERBLOCK + 0xbc);
    put(SUPERBLOCK + 0xbc, flags | Long.decode(bit), 8);
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(this::open)
        .withMessageContaining(name);
  }

  @Test
  void namesADumpOfMetadata() {
    put(SUPERBLOCK + 0x3c, 2, 1);
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(this::open)
        .withMessageContaining("dump");
  }

  @ParameterizedTest
  @CsvSource({
    "8, 1, 1, 8", // a key of another type
    "17, 0, 8, 17", // no bytes
    "33, 4096, 8, 33", // pieces that are not 64 KiB
    "41, 0, 8, 41", // that hold nothing
    "41, 0x1a, 8, 41", // of two profiles
    "61, 0, 2, 17", // no stripes
    "61, 9, 2, 61" // more stripes than there is room for
  })
  void refusesASystemChunk(int at, String value, int width, int said) {
    put(SUPERBLOCK + 0x32b + at, Long.decode(value), width);
    assertCorrupt(SUPERBLOCK + 0x32b + said, this::open);
  }

  @Test
  void refusesSystemChunksThatEndWithinOne() {
    put(SUPERBLOCK + 0xa0, 96, 4);
    assertCorrupt(SUPERBLOCK + 0x32b, this::open);
  }

  @ParameterizedTest
  @CsvSource({"0x20, 1", "0x30, 1", "0x40, 1", "0x50, 1", "0x58, 1", "0x60, 2", "0x64, 1"})
  void refusesANode(String at, int width) {
    int field = Integer.decode(at);
    int node = bytes.leaf(1, 132);
    long said = address(node, node + field);
    put(node + field, 0x5f5f ^ bytes.view().getShort(node + field), width);
    bytes.reseal();
    bytes.seal(node);
    assertCorrupt(said, () -> open(bytes.source()));
  }

  @Test
  void refusesAWrongChecksumOfANode() throws IOException {
    int node = bytes.leaf(5, 96);
    BtrfsFilesystem filesystem = open();
    bytes.view().put(node + 200, (byte) 0x77);
    assertCorrupt(address(node, node), () -> filesystem.list(filesystem.root()));
  }

  @ParameterizedTest
  @CsvSource({"17, 60", "21, 4000"})
  void refusesAnItemOutsideOfItsLeaf(int at, int value) {
    int node = bytes.leaf(1, 132);
    put(node + 101 + at, value, 4);
    assertCorrupt(address(node, node + 101 + 17), this::open);
  }

  @Test
  void refusesKeysThatDoNotAscend() {
    int node = bytes.leaf(1, 132);
    put(node + 101 + 25, 0, 8);
    assertCorrupt(address(node, node + 101 + 25), this::open);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 8, 0", "16, 3, 8, 16", "24, 0x20, 8, 24", "44, 0, 2, 44"})
  void refusesAChunk(int at, String value, int width, int said) {
    int node = bytes.leaf(3, 228);
    int chunk = bytes.data(node, bytes.item(node, 228));
    put(chunk + at, Long.decode(value), width);
    assertCorrupt(address(node, chunk + said), this::open);
  }

  @ParameterizedTest
  @CsvSource({
    "52, 0, 4, 52", // a mode without a type
    "52, 0x181a4, 4, 52", // a mode of more than 16 bits
    "144, 1000000000, 4, 136", // nanoseconds
    "16, -1, 8, 16", // a size
    "24, -1, 8, 24" // bytes
  })
  void refusesAnInode(int at, String value, int width, int said) throws IOException {
    int node = bytes.leaf(5, 96);
    assertThat(bytes.view().getLong(node + 101)).isEqualTo(256);
    int item = bytes.data(node, bytes.item(node, 1));
    put(item + at, Long.decode(value), width);
    BtrfsFilesystem filesystem = open();
    assertCorrupt(address(node, item + said), filesystem::root);
  }

  @ParameterizedTest
  @CsvSource({
    "27, 0, 2, 27", // no name
    "27, 300, 2, 27", // a name past the item
    "30, 0x2f, 1, 0", // a slash
    "30, 0, 1, 0", // a zero
    "8, 84, 1, 0" // a key that leads to no inode
  })
  void refusesAName(int at, String value, int width, int said) throws IOException {
    int node = bytes.leaf(5, 96);
    int item = bytes.data(node, bytes.item(node, 96));
    put(item + at, Long.decode(value), width);
    BtrfsFilesystem filesystem = open();
    assertCorrupt(address(node, item + said), () -> Listing.of(filesystem));
  }

  @ParameterizedTest
  @CsvSource({
    "16, 4, 1, 16", // compression
    "20, 3, 1, 20", // type
    "21, 7, 8, 21", // an address within a sector
    "29, 0, 8, 29", // nothing stored
    "37, 0x100000, 8, 37", // an offset past what is stored
    "45, 0, 8, 45", // no length
    "45, 5, 8, 45" // a length within a sector
  })
  void refusesARunOfAFile(int at, String value, int width, int said) throws IOException {
    BtrfsFilesystem before = open();
    long inode = big(before).inode();
    int node = bytes.leaf(5, inode, 108);
    int item = bytes.data(node, bytes.item(node, inode, 108));
    put(item + at, Long.decode(value), width);
    BtrfsFilesystem filesystem = open();
    assertCorrupt(
        address(node, item + said), () -> filesystem.content(big(filesystem)).readBytes(0, 30000));
  }

  @Test
  void namesEncryption() throws IOException {
    BtrfsFilesystem before = open();
    long inode = big(before).inode();
    int node = bytes.leaf(5, inode, 108);
    put(bytes.data(node, bytes.item(node, inode, 108)) + 17, 1, 1);
    BtrfsFilesystem filesystem = open();
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> filesystem.content(big(filesystem)).readBytes(0, 30000))
        .withMessageContaining("encrypted");
  }

  private static FileEntry big(BtrfsFilesystem filesystem) throws IOException {
    FileEntry folder = filesystem.find(filesystem.root(), "a").orElseThrow();
    return filesystem.find(folder, "big").orElseThrow();
  }

  @Test
  void refusesEveryTruncationOrReadsWhatIsLeft() throws IOException {
    BlockSource whole = bytes.source();
    Listing.of(open(whole));
    int refused = 0;
    for (int size = 0; size < whole.size(); size += 20_000) {
      BlockSource start = whole.slice("start", 0, size);
      try {
        Listing.of(open(start));
      } catch (ImageException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(50);
    BlockSource shorter = whole.slice("shorter", 0, whole.size() - 4096);
    assertThat(open(shorter).problems("/dev/sda"))
        .extracting(Problem::message)
        .anySatisfy(message ->
            assertThat(message).startsWith("shorter: the filesystem has").contains("device 1"));
  }

  private Path withMirror(ThrowingWriter change) throws IOException {
    Path image = SmallImages.make(Files.createTempDirectory(folder, "m"), "-n 4096", "128M");
    try (FileChannel channel =
        FileChannel.open(image, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      change.write(channel);
    }
    return image;
  }

  /** Changes an image. */
  @FunctionalInterface
  private interface ThrowingWriter {
    void write(FileChannel image) throws IOException;
  }

  private static void spoil(FileChannel image) throws IOException {
    image.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), SUPERBLOCK + 0x200);
  }

  /** Changes fields of the second copy of the superblock and makes its checksum right. */
  private static void changeMirror(FileChannel image, int at, long add) throws IOException {
    ByteBuffer copy = ByteBuffer.allocate(Superblock.LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    image.read(copy, MIRROR);
    copy.putLong(at, copy.getLong(at) + add);
    BtrfsBytes sealed = new BtrfsBytes(copy.array());
    sealed.seal(0);
    image.write(ByteBuffer.wrap(sealed.bytes()), MIRROR);
  }

  @Test
  void readsTheSecondCopyOfADamagedSuperblock() throws IOException {
    Path image = withMirror(BtrfsRefusalTest::spoil);
    BtrfsFilesystem filesystem = open(FileSource.open(image, Sources.session()));
    assertThat(filesystem.problems("/dev/sda"))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.kind()).isEqualTo("corrupt");
          assertThat(problem.message()).contains("checksum is wrong", "copy at " + MIRROR);
        });
    assertThat(Listing.of(filesystem)).containsKey("/a/big");
  }

  @Test
  void leavesACopyOfAnotherFilesystemAlone() throws IOException {
    Path image =
        withMirror(channel -> {
          spoil(channel);
          changeMirror(channel, 0x20, 1);
        });
    assertCorrupt(SUPERBLOCK, () -> open(FileSource.open(image, Sources.session())));
  }

  @Test
  void readsTheNewestCopy() throws IOException {
    Path image = withMirror(channel -> changeMirror(channel, 0x48, 1));
    // Its trees are of a transaction that was never written.
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> open(FileSource.open(image, Sources.session())))
        .withMessageContaining("generation");
  }
}
