package io.guestkit.filesystem.xfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Extent;
import io.guestkit.block.ImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.ExtendedAttribute;
import io.guestkit.filesystem.FileEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused, and where it says that the damage is. */
class XfsRefusalTest {

  static Stream<XfsBytes> versions() {
    return Stream.of(XfsBytes.version4(), XfsBytes.version5());
  }

  private static XfsFilesystem open(XfsBytes bytes) throws IOException {
    return XfsFilesystem.open(bytes.source());
  }

  private static FileEntry find(XfsFilesystem filesystem, String name) throws IOException {
    return filesystem.find(filesystem.root(), name).orElseThrow();
  }

  private static byte[] content(XfsBytes bytes, String name) throws IOException {
    XfsFilesystem filesystem = open(bytes);
    BlockSource content = filesystem.content(find(filesystem, name));
    return content.readBytes(0, (int) content.size());
  }

  private static List<DirectoryEntry> list(XfsBytes bytes, String name) throws IOException {
    XfsFilesystem filesystem = open(bytes);
    return filesystem.list(find(filesystem, name));
  }

  private static List<ExtendedAttribute> attributes(XfsBytes bytes) throws IOException {
    XfsFilesystem filesystem = open(bytes);
    return filesystem.extendedAttributes(find(filesystem, "attributes"));
  }

  private static String target(XfsBytes bytes) throws IOException {
    XfsFilesystem filesystem = open(bytes);
    return filesystem.target(find(filesystem, "link"));
  }

  private static void assertCorrupt(long offset, ThrowingCallable code) {
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(code)
        .satisfies(e -> assertThat(e.offset()).as(e.getMessage()).isEqualTo(offset));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void readsTheSoundVolume(XfsBytes bytes) throws IOException {
    XfsFilesystem filesystem = open(bytes);
    assertThat(filesystem.problems("/dev/sda")).isEmpty();
    assertThat(filesystem.list(filesystem.root()))
        .extracting(DirectoryEntry::name)
        .containsExactly("file", "dir", "link", "attributes", "tree");
    assertThat(list(bytes, "dir")).extracting(DirectoryEntry::name).containsExactly("one", "two");
    FileEntry directory = find(filesystem, "dir");
    assertThat(filesystem.find(directory, "two")).isPresent();
    assertThat(filesystem.find(directory, "owt")).isEmpty();
    assertThat(content(bytes, "file")).hasSize(3000).containsOnly(0);
    assertThat(content(bytes, "tree")).hasSize(2000).containsOnly(0);
    assertThat(target(bytes)).isEqualTo("v".repeat(300));
    Map<String, String> attributes =
        attributes(bytes).stream()
            .collect(
                Collectors.toMap(
                    ExtendedAttribute::name,
                    a -> new String(a.value(), StandardCharsets.US_ASCII)));
    assertThat(attributes).isEqualTo(Map.of("user.local", "value", "user.far", "v".repeat(500)));
    assertThat(filesystem.info("/dev/sda").inodesTotal()).isEqualTo(64);
  }

  @ParameterizedTest
  @CsvSource({
    "0x00, 4, 0x58465343", // magic
    "0x04, 4, 256", // blocks too small
    "0x04, 4, 131072", // blocks too large
    "0x04, 4, 2048", // blocks of another size than their logarithm
    "0x54, 4, 63", // groups of too few blocks
    "0x54, 4, 0x7fffffff", // groups of too many
    "0x58, 4, 2", // more groups than blocks
    "0x58, 4, 0", // no groups
    "0x66, 2, 256", // sectors too small
    "0x66, 2, 1024", // sectors of another size than their logarithm
    "0x68, 2, 128", // inodes too small
    "0x68, 2, 4096", // inodes too large
    "0x7b, 1, 5", // inodes of more bits than a block has
    "0x7c, 1, 7", // blocks of more bits than a group has
    "0x7e, 1, 1", // mkfs was interrupted
    "0x7f, 1, 101", // inodes in more than everything
    "0xc0, 1, 7", // directory blocks of 128 KiB
    "0x30, 4, 1", // log outside
    "0xc2, 2, 513" // sectors of the log
  })
  void refusesASuperblock(String at, int width, String value) {
    for (XfsBytes bytes : versions().toList()) {
      int field = Integer.decode(at);
      int number = Integer.decode(value);
      if (width == 4) {
        bytes.put(field, number);
      } else if (width == 2) {
        bytes.putShort(field, number);
      } else {
        bytes.putByte(field, number);
      }
      assertCorrupt(field, () -> open(bytes));
    }
  }

  @Test
  void refusesASuperblockWithAWrongChecksum() {
    XfsBytes bytes = XfsBytes.version5().seal().putByte(0x70, 'x');
    assertCorrupt(0xe0, () -> open(bytes));
  }

  @ParameterizedTest
  @CsvSource({"0x200, zoned", "0x400, zone-gaps", "0x80000000, incompat bit 31"})
  void namesFeaturesThatAreNotRead(String bit, String name) {
    XfsBytes bytes = XfsBytes.version5().put(0xd8, Long.decode(bit).intValue() | 3);
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> open(bytes))
        .withMessageContaining("XFS feature " + name);
  }

  @ParameterizedTest
  @CsvSource({
    "0xb4a3, version 3",
    "0xb4a6, version 6",
    "0x94a4, old features",
    "0xa4a4, old features"
  })
  void namesVersionsThatAreNotRead(String number, String what) {
    XfsBytes bytes = XfsBytes.version4().putShort(0x64, Integer.decode(number));
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> open(bytes))
        .withMessageContaining(what);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void refusesEveryTruncationOrReadsWhatIsLeft(XfsBytes bytes) throws IOException {
    BlockSource whole = bytes.source();
    for (int size = 0; size < whole.size(); size += 64) {
      BlockSource start = whole.slice("start", 0, size);
      try {
        XfsFilesystem filesystem = XfsFilesystem.open(start);
        assertThat(filesystem.problems("/dev/sda1")).isNotEmpty();
        filesystem.list(filesystem.root());
        assertThat(size).isGreaterThan(8 * XfsBytes.BLOCK);
      } catch (ImageException e) {
        assertThat(size).as(e.getMessage()).isLessThan(9 * XfsBytes.BLOCK);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 8", "0, 12", "512, 0", "512, 8", "512, 12"})
  void refusesHeadersOfAGroup(int header, int at) {
    XfsBytes bytes = XfsBytes.version5().put(0xd4, 1).put(512 + header + at, 77);
    assertCorrupt(512 + header + at, () -> open(bytes).info("/dev/sda"));
  }

  @Test
  void refusesCountsAboveWhatAGroupHas() {
    XfsBytes blocks = XfsBytes.version5().put(0xd4, 1).put(512 + 0x34, 65);
    assertCorrupt(512 + 0x34, () -> open(blocks).info("/dev/sda"));
    XfsBytes inodes = XfsBytes.version5().put(0xd4, 1).put(1024 + 0x1c, 65);
    assertCorrupt(1024 + 0x1c, () -> open(inodes).info("/dev/sda"));
  }

  /** Damage to an inode: its offset, and the offset that is said where it is another. */
  @ParameterizedTest
  @MethodSource("versions")
  void refusesAnInode(XfsBytes bytes) {
    int at = bytes.inodeAt(XfsBytes.FILE);
    assertRefused(bytes, at, 0x494e, 0x4949);
    assertRefused(bytes, at + 2, 0100644, 0);
    assertByteRefused(bytes, at + 5, 2, 9);
    assertByteRefused(bytes, at + 0x52, 0, 250);
    assertByteRefused(bytes, at + 0x38, 0, 0x80);
    bytes.put(at + 0x2c, 1_000_000_000);
    assertCorrupt(at + 0x2c, () -> content(bytes, "file"));
  }

  private static void assertRefused(XfsBytes bytes, int at, int good, int bad) {
    bytes.putShort(at, bad);
    assertCorrupt(at, () -> content(bytes, "file"));
    bytes.putShort(at, good);
  }

  private static void assertByteRefused(XfsBytes bytes, int at, int good, int bad) {
    bytes.putByte(at, bad);
    assertCorrupt(at, () -> content(bytes, "file"));
    bytes.putByte(at, good);
  }

  @Test
  void refusesAnInodeThatIsAnother() {
    XfsBytes number = XfsBytes.version5();
    int at = number.inodeAt(XfsBytes.FILE);
    assertCorrupt(at + 0x98, () -> content(number.putLong(at + 0x98, 1), "file"));
    XfsBytes uuid = XfsBytes.version5();
    assertCorrupt(at + 0xa0, () -> content(uuid.putByte(at + 0xa1, 1), "file"));
    XfsBytes version = XfsBytes.version5();
    assertCorrupt(at + 4, () -> content(version.putByte(at + 4, 2), "file"));
    XfsBytes checksum = XfsBytes.version5().seal();
    assertCorrupt(at + 0x64, () -> content(checksum.putByte(at + 0x08, 1), "file"));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void refusesARootThatIsNoDirectory(XfsBytes bytes) {
    int at = bytes.inodeAt(XfsBytes.ROOT);
    assertCorrupt(at, () -> open(bytes.putShort(at + 2, 0100644)).root());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void refusesExtents(XfsBytes bytes) {
    int at = bytes.fork(XfsBytes.FILE);
    bytes.put(bytes.inodeAt(XfsBytes.FILE) + 0x4c, 100);
    assertCorrupt(at, () -> content(bytes, "file"));
    bytes.extent(XfsBytes.FILE, 0, 16, 0, 0);
    assertCorrupt(at + 8, () -> content(bytes, "file"));
    bytes.extent(XfsBytes.FILE, 0, 63, 3, 0);
    assertCorrupt(at, () -> content(bytes, "file"));
    bytes.extent(XfsBytes.FILE, 0, 16, 2, 0).extent(XfsBytes.FILE, 1, 18, 1, 1);
    assertCorrupt(at + 16, () -> content(bytes, "file"));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void readsHolesAndUnwrittenExtentsAsZeros(XfsBytes bytes) throws IOException {
    bytes.extent(XfsBytes.FILE, 0, 16, 1, 0).extent(XfsBytes.FILE, 1, 18, 1, 2);
    bytes.putLong(bytes.fork(XfsBytes.FILE) + 16, 1L << 63 | 2L << 9);
    bytes.putLong(18 * XfsBytes.BLOCK, -1).putLong(16 * XfsBytes.BLOCK, -1);
    XfsFilesystem filesystem = open(bytes);
    BlockSource content = filesystem.content(find(filesystem, "file"));
    assertThat(content.extentAt(0)).isEqualTo(new Extent(Extent.Kind.DATA, 1024));
    assertThat(content.extentAt(1024)).isEqualTo(new Extent(Extent.Kind.ZERO, 1024));
    assertThat(content.extentAt(2500)).isEqualTo(new Extent(Extent.Kind.ZERO, 500));
    assertThat(content.readBytes(1024, 1976)).containsOnly(0);
    assertThat(content.readBytes(0, 8)).containsOnly(-1);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void refusesATreeOfExtents(XfsBytes bytes) {
    int root = bytes.fork(XfsBytes.TREE);
    int leaf = XfsBytes.TREE_BLOCK;
    assertCorrupt(root, () -> content(bytes.putShort(root, 0), "tree"));
    assertCorrupt(root, () -> content(bytes.putShort(root, 10), "tree"));
    assertCorrupt(leaf + 4, () -> content(bytes.putShort(root, 2), "tree"));
    bytes.putShort(root, 1);
    assertCorrupt(root + 2, () -> content(bytes.putShort(root + 2, 0), "tree"));
    assertCorrupt(root + 2, () -> content(bytes.putShort(root + 2, 30), "tree"));
    bytes.putShort(root + 2, 1);
    int pointer = bytes.treePointerAt();
    assertCorrupt(pointer, () -> content(bytes.putLong(pointer, 64), "tree"));
    bytes.putLong(pointer, 24);
    assertCorrupt(leaf + 6, () -> content(bytes.putShort(leaf + 6, 1000), "tree"));
    bytes.putShort(leaf + 6, 1);
    int record = leaf + bytes.treeHeader();
    assertCorrupt(record, () -> content(bytes.extent(record, 64, 1, 0), "tree"));
    bytes.putShort(leaf, 7);
    assertCorrupt(leaf, () -> content(bytes, "tree"));
  }

  @Test
  void refusesBlocksThatAreOfOthers() {
    assertOther(
        XfsBytes.TREE_BLOCK, new int[] {0x18, 0x28, 0x38, 0x40}, b -> () -> content(b, "tree"));
    // The offset is that in the content.
    assertOther(
        XfsBytes.DIRECTORY_BLOCK, new int[] {0x08, 0x18, 0x28, 0x04}, b -> () -> list(b, "dir"));
    assertOther(
        XfsBytes.ATTRIBUTE_BLOCK, new int[] {0x10, 0x20, 0x30, 0x0c}, b -> () -> attributes(b));
    assertOther(XfsBytes.LINK_BLOCK, new int[] {0x28, 0x10, 0x20, 0x0c}, b -> () -> target(b));
    assertOther(XfsBytes.VALUE_BLOCK, new int[] {0x28, 0x10, 0x20, 0x0c}, b -> () -> attributes(b));
  }

  private static void assertOther(
      int block, int[] fields, Function<XfsBytes, ThrowingCallable> read) {
    boolean ofVolume = block == XfsBytes.TREE_BLOCK;
    int start = ofVolume ? block : block == XfsBytes.VALUE_BLOCK ? XfsBytes.BLOCK : 0;
    for (int field : fields) {
      XfsBytes bytes = XfsBytes.version5();
      if (field == fields[3]) {
        bytes.seal().putByte(block + 1000, 99);
      } else {
        bytes.putLong(block + field, 99);
      }
      assertCorrupt(start + field, read.apply(bytes));
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void refusesADirectoryInItsInode(XfsBytes bytes) {
    int at = bytes.fork(XfsBytes.ROOT);
    ThrowingCallable list = () -> open(bytes).list(open(bytes).root());
    bytes.putByte(at + 6, 0);
    assertCorrupt(at + 6, list);
    bytes.putByte(at + 6, 200);
    assertCorrupt(at + 6, list);
    bytes.putByte(at + 6, 4).putByte(at, 99);
    assertCorrupt(at + bytes.rootLength(), list);
    bytes.putByte(at, 5).putByte(at + 10, '/');
    assertCorrupt(0, list);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void refusesABlockOfADirectory(XfsBytes bytes) {
    int at = bytes.entryAt();
    int inside = at - XfsBytes.DIRECTORY_BLOCK;
    ThrowingCallable list = () -> list(bytes, "dir");
    bytes.putLong(at, 64 << 2);
    assertCorrupt(inside, list);
    bytes.putLong(at, bytes.number(XfsBytes.FILE)).putByte(at + 8, 0);
    assertCorrupt(inside + 8, list);
    bytes.putByte(at + 8, 3).putShort(at + 14, 8);
    assertCorrupt(inside + 14, list);
    bytes.putShort(at + 14, inside).putShort(at + 34, 0);
    assertCorrupt(inside + 34, list);
    bytes.putShort(at + 34, 8 * 125);
    assertCorrupt(inside + 34, list);
    bytes.put(XfsBytes.DIRECTORY_BLOCK + XfsBytes.BLOCK - 8, 1000);
    assertCorrupt(XfsBytes.BLOCK - 8, list);
    bytes.put(XfsBytes.DIRECTORY_BLOCK, 1);
    assertCorrupt(0, list);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void findsNamesWhereTheIndexIsDamaged(XfsBytes bytes) throws IOException {
    int index = XfsBytes.DIRECTORY_BLOCK + XfsBytes.BLOCK - 8 - 16;
    bytes.put(index + 4, 0x7fff).put(index + 12, 3);
    XfsFilesystem filesystem = open(bytes);
    assertThat(filesystem.find(find(filesystem, "dir"), "one")).isPresent();
    assertThat(filesystem.find(find(filesystem, "dir"), "two")).isPresent();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void refusesALink(XfsBytes bytes) {
    int size = bytes.inodeAt(XfsBytes.LINK) + 0x38;
    int fork = bytes.fork(XfsBytes.LINK);
    assertCorrupt(fork, () -> target(bytes.putLong(size, 0)));
    assertCorrupt(fork, () -> target(bytes.putLong(size, 1025)));
    bytes.putLong(size, 300).putByte(bytes.inodeAt(XfsBytes.LINK) + 5, 0);
    assertCorrupt(fork, () -> target(bytes));
  }

  @ParameterizedTest
  @CsvSource({"0, 0x58534c4e", "4, 1", "8, 299"})
  void refusesTheHeaderOfALink(int at, String value) {
    XfsBytes bytes = XfsBytes.version5();
    assertCorrupt(at, () -> target(bytes.put(XfsBytes.LINK_BLOCK + at, Integer.decode(value))));
  }

  @ParameterizedTest
  @CsvSource({"0, 0x5841524e", "4, 1", "8, 499"})
  void refusesTheHeaderOfAValue(int at, String value) {
    XfsBytes bytes = XfsBytes.version5();
    bytes.put(XfsBytes.VALUE_BLOCK + at, Integer.decode(value));
    assertCorrupt(XfsBytes.BLOCK + at, () -> attributes(bytes));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void refusesAttributes(XfsBytes bytes) {
    int block = XfsBytes.ATTRIBUTE_BLOCK;
    int entry = bytes.attributeEntryAt();
    int countAt = entry - block == 80 ? 56 : 12;
    ThrowingCallable read = () -> attributes(bytes);
    bytes.putShort(entry + 4, 1022);
    assertCorrupt(entry - block + 4, read);
    bytes.putShort(entry + 4, 900).putShort(block + 900, 1000);
    assertCorrupt(900, read);
    bytes.putShort(block + 900, 5).put(block + 954, 65537);
    assertCorrupt(954, read);
    bytes.put(block + 954, 500).putByte(block + 958, 100);
    assertCorrupt(958, read);
    bytes.putByte(block + 958, 3).putShort(block + countAt, 999);
    assertCorrupt(countAt, read);
    bytes.putShort(block + countAt, 2).put(block, 5);
    assertCorrupt(5L * XfsBytes.BLOCK, read);
    bytes.put(block, 0).putShort(block + 8, 1);
    assertCorrupt(8, read);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void refusesAttributesInTheInode(XfsBytes bytes) {
    int fork = bytes.attributeFork(XfsBytes.ATTRIBUTES);
    bytes.putByte(bytes.inodeAt(XfsBytes.ATTRIBUTES) + 0x53, 1);
    ThrowingCallable read = () -> attributes(bytes);
    bytes.putShort(fork, 3);
    assertCorrupt(fork, read);
    bytes.putShort(fork, 500);
    assertCorrupt(fork, read);
    bytes.putShort(fork, 20).putByte(fork + 2, 1).putByte(fork + 4, 5).putByte(fork + 5, 100);
    assertCorrupt(fork + 4, read);
  }
}
