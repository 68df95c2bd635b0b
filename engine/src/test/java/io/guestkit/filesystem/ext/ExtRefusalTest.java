package io.guestkit.filesystem.ext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.LockedImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileEntry;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, and where it says that the damage is. */
class ExtRefusalTest {
  private final ExtBytes bytes = new ExtBytes();

  private ExtFilesystem open() throws IOException {
    return ExtFilesystem.open(bytes.source());
  }

  private FileEntry file() throws IOException {
    ExtFilesystem filesystem = open();
    return filesystem.find(filesystem.root(), "file").orElseThrow();
  }

  private byte[] read() throws IOException {
    return open().content(file()).readBytes(0, 3000);
  }

  private static void assertCorrupt(long offset, ThrowingCallable code) {
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(code)
        .satisfies(e -> assertThat(e.offset()).as(e.getMessage()).isEqualTo(offset));
  }

  @Test
  void readsTheSoundVolume() throws IOException {
    ExtFilesystem filesystem = open();
    List<DirectoryEntry> entries = filesystem.list(filesystem.root());
    assertThat(entries).extracting(DirectoryEntry::name).containsExactly("file", "dir");
    assertThat(read()).hasSize(3000).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({
    "0x18, 7", // block size 128 KiB
    "0x04, 0", // no blocks
    "0x04, 1", // none behind the first
    "0x150, 0x7fffffff", // more bytes than can be addressed
    "0x20, 0", // groups without blocks
    "0x20, 8193", // more blocks than the bitmap has bits
    "0x28, 0", // groups without inodes
    "0x28, 8200", // more inodes than the bitmap has bits
    "0x00, 33", // inodes that no group has
    "0x58, 64", // inodes smaller than their fields
    "0x58, 2048", // inodes larger than a block
    "0x58, 192" // not a power of two
  })
  void refusesASuperblock(String at, String value) {
    int field = Integer.decode(at);
    if (field == 0x58) {
      bytes.putShort(ExtBytes.SUPERBLOCK + field, Integer.decode(value));
    } else {
      bytes.superblock(field, Integer.decode(value));
    }
    int said = field == 0x150 ? 0x04 : field;
    assertCorrupt(ExtBytes.SUPERBLOCK + said, this::open);
  }

  @Test
  void refusesDescriptorsThatAreTooSmallFor64Bits() {
    bytes.superblock(0x60, 0xc2);
    assertCorrupt(ExtBytes.SUPERBLOCK + 0xfe, this::open);
  }

  @Test
  void refusesClustersSmallerThanBlocks() {
    bytes.superblock(0x64, 0x200).superblock(0x18, 1).superblock(0x1c, 0);
    assertCorrupt(ExtBytes.SUPERBLOCK + 0x1c, this::open);
  }

  @Test
  void refusesAWrongChecksum() {
    bytes.superblock(0x64, 0x400).put(ExtBytes.SUPERBLOCK + 0x174, 0x100);
    assertCorrupt(ExtBytes.SUPERBLOCK + 0x3fc, this::open);
  }

  @Test
  void refusesAnUnknownChecksum() {
    bytes.superblock(0x64, 0x400).put(ExtBytes.SUPERBLOCK + 0x174, 0x200);
    assertCorrupt(ExtBytes.SUPERBLOCK + 0x175, this::open);
  }

  @ParameterizedTest
  @CsvSource({"0x1, compression", "0x8, journal_dev", "0x1000, dirdata", "0x1000000, FEATURE_I24"})
  void namesFeaturesThatAreNotRead(String bit, String name) {
    bytes.superblock(0x60, 0x42 | Integer.decode(bit));
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(this::open)
        .withMessageContaining(name);
  }

  @Test
  void refusesEveryTruncationOrReadsWhatIsLeft() throws IOException {
    BlockSource whole = bytes.source();
    for (int size = 0; size < whole.size(); size += 64) {
      BlockSource start = whole.slice("start", 0, size);
      try {
        ExtFilesystem filesystem = ExtFilesystem.open(start);
        assertThat(filesystem.problems("/dev/sda1")).hasSize(1);
        filesystem.list(filesystem.root());
      } catch (ImageException e) {
        assertThat(size).as(e.getMessage()).isLessThan(10 * ExtBytes.BLOCK);
      }
    }
  }

  @Test
  void refusesAnInodeTableOutsideOfTheVolume() {
    bytes.put(ExtBytes.DESCRIPTOR + 8, 61);
    assertCorrupt(ExtBytes.DESCRIPTOR + 8, () -> open().root());
  }

  @Test
  void refusesARootThatIsNoDirectory() {
    bytes.putShort(ExtBytes.inodeAt(2), 0100644);
    assertCorrupt(ExtBytes.inodeAt(2), () -> open().root());
  }

  @Test
  void refusesANameWhoseInodeIsFree() {
    bytes.putShort(ExtBytes.inodeAt(ExtBytes.FILE) + 0x1a, 0);
    assertCorrupt(ExtBytes.inodeAt(ExtBytes.FILE) + 0x1a, this::file);
  }

  @Test
  void refusesAnAttributeAsAFile() {
    bytes.put(ExtBytes.inodeAt(ExtBytes.FILE) + 0x20, 0x280000);
    assertCorrupt(ExtBytes.inodeAt(ExtBytes.FILE) + 0x20, this::file);
  }

  @Test
  void refusesASizeAbove63Bits() {
    bytes.put(ExtBytes.inodeAt(ExtBytes.FILE) + 0x6c, 0x80000000);
    assertCorrupt(ExtBytes.inodeAt(ExtBytes.FILE) + 0x04, this::file);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0xf30b, 0", // magic
    "2, 5, 2", // more entries than there is room for
    "4, 9, 2", // more room than there is
    "6, 6, 6", // too deep
    "16, 0, 16", // no blocks
    "20, 62, 18", // past the end of the volume
    "20, 1, 18" // the superblock
  })
  void refusesExtents(int at, String value, int said) {
    int map = ExtBytes.inodeAt(ExtBytes.FILE) + 0x28;
    bytes.putShort(map + at, Integer.decode(value));
    assertCorrupt(map + said, this::read);
  }

  @Test
  void refusesExtentsOutOfOrder() {
    int map = ExtBytes.inodeAt(ExtBytes.FILE) + 0x28;
    bytes.putShort(map + 2, 2).put(map + 24, 1).put(map + 28, 1).put(map + 32, 11);
    assertCorrupt(map + 24, this::read);
  }

  @Test
  void refusesExtentsThatFormALoop() {
    bytes.node(ExtBytes.inodeAt(ExtBytes.FILE) + 0x28, 4, 2, ExtBytes.FREE_BLOCK, 0);
    bytes.node(ExtBytes.FREE_BLOCK * ExtBytes.BLOCK, 84, 1, ExtBytes.FREE_BLOCK, 0);
    assertCorrupt(ExtBytes.FREE_BLOCK * ExtBytes.BLOCK + 6, this::read);
  }

  @Test
  void refusesIndexesWithoutEntries() {
    int map = ExtBytes.inodeAt(ExtBytes.FILE) + 0x28;
    bytes.node(map, 4, 1, ExtBytes.FREE_BLOCK, 0).putShort(map + 2, 0);
    assertCorrupt(map + 2, this::read);
  }

  @Test
  void refusesABlockPointerOutsideOfTheVolume() {
    int inode = ExtBytes.inodeAt(ExtBytes.FILE);
    bytes.put(inode + 0x20, 0).put(inode + 0x28, 64);
    assertCorrupt(inode + 0x28, this::read);
  }

  @Test
  void refusesAnIndirectBlockOutsideOfTheVolume() throws IOException {
    int inode = ExtBytes.inodeAt(ExtBytes.FILE);
    bytes.inode(ExtBytes.FILE, 0100644, 1, 20 * ExtBytes.BLOCK).put(inode + 0x20, 0);
    for (int i = 0; i < 12; i++) {
      bytes.put(inode + 0x28 + 4 * i, 0);
    }
    bytes.put(inode + 0x28 + 48, 99);
    assertThat(file().size()).isEqualTo(20 * ExtBytes.BLOCK);
    assertCorrupt(inode + 0x28 + 48, () -> open().content(file()).readBytes(12 * 1024, 10));
  }

  @ParameterizedTest
  @CsvSource({
    "4, 0, 4", // an entry that does not move on
    "4, 8, 4", // smaller than any
    "4, 18, 4", // not aligned
    "4, 2000, 4", // past the end of the block
    "6, 200, 6", // a name longer than its entry
    "6, 0, 6", // no name
    "0, 33, 0", // an inode that there is not
    "8, 0x2f66, 8" // a slash
  })
  void refusesADirectoryEntry(int at, String value, int said) {
    int entry = ExtBytes.ROOT_DIRECTORY + 24;
    bytes.putShort(entry + at, Integer.decode(value));
    // Offsets are of the directory's content.
    assertCorrupt(
        24 + said,
        () -> {
          ExtFilesystem filesystem = open();
          filesystem.list(filesystem.root());
        });
  }

  @Test
  void refusesADirectoryLargerThanTheVolume() {
    bytes.inode(2, 040755, 2, 65 * ExtBytes.BLOCK);
    assertCorrupt(
        ExtBytes.inodeAt(2) + 4,
        () -> {
          ExtFilesystem filesystem = open();
          filesystem.list(filesystem.root());
        });
  }

  @Test
  void passesOverHolesOfDirectories() throws IOException {
    bytes.inode(2, 040755, 2, 3 * ExtBytes.BLOCK);
    ExtFilesystem filesystem = open();
    assertThat(filesystem.list(filesystem.root())).hasSize(2);
    assertThat(filesystem.find(filesystem.root(), "missing")).isEmpty();
  }

  @Test
  void findsNamesWhereTheHashTreeIsDamaged() throws IOException {
    bytes.put(ExtBytes.inodeAt(2) + 0x20, 0x81000).superblock(0x5c, 0x20);
    assertThat(file().inode()).isEqualTo(ExtBytes.FILE);
  }

  @Test
  void refusesLinksThatAreTooLong() {
    int inode = ExtBytes.inodeAt(ExtBytes.FILE);
    bytes.inode(ExtBytes.FILE, 0120777, 1, 60).put(inode + 0x20, 0);
    assertCorrupt(inode + 0x28, () -> open().target(file()));
    bytes.inode(ExtBytes.FILE, 0120777, 1, 5000).put(inode + 0x1c, 2);
    assertCorrupt(inode + 0x28, () -> open().target(file()));
  }

  @Test
  void locksEncryptedFiles() {
    bytes.put(ExtBytes.inodeAt(ExtBytes.FILE) + 0x20, 0x80800);
    assertThatExceptionOfType(LockedImageException.class)
        .isThrownBy(this::read)
        .withMessageContaining("inode 12");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0", // magic
    "8, 2, 8", // two blocks
    "34, 1020, 34", // a value past the end
    "40, 0x10001, 40" // a value too large
  })
  void refusesAttributes(int at, String value, int said) throws IOException {
    int block = ExtBytes.FREE_BLOCK * ExtBytes.BLOCK;
    bytes.put(ExtBytes.inodeAt(ExtBytes.FILE) + 0x68, ExtBytes.FREE_BLOCK);
    bytes.put(block, 0xea020000).put(block + 4, 1).put(block + 8, 1);
    bytes.put(block + 32, 0x03f00101).put(block + 40, 8).put(block + 48, 'x');
    assertThat(open().extendedAttributes(file()))
        .singleElement()
        .satisfies(a -> {
          assertThat(a.name()).isEqualTo("user.x");
          assertThat(a.value()).hasSize(8);
        });
    if (at == 34) {
      bytes.putShort(block + at, Integer.decode(value));
    } else {
      bytes.put(block + at, Integer.decode(value));
    }
    assertCorrupt(block + said, () -> open().extendedAttributes(file()));
  }

  @Test
  void refusesAnAttributeBlockOutsideOfTheVolume() {
    bytes.put(ExtBytes.inodeAt(ExtBytes.FILE) + 0x68, 64);
    assertCorrupt(ExtBytes.inodeAt(ExtBytes.FILE) + 0x68, () -> open().extendedAttributes(file()));
  }

  @Test
  void warnsOfAJournalThatIsNone() throws IOException {
    bytes.superblock(0x5c, 4).superblock(0x60, 0x46).superblock(0xe0, ExtBytes.FILE);
    ExtFilesystem filesystem = open();
    assertThat(filesystem.problems("/dev/sda1"))
        .singleElement()
        .asString()
        .contains("the journal was not replayed", "journal superblock", "offset 0");
    assertThat(filesystem.list(filesystem.root())).hasSize(2);
  }
}
