package io.guestkit.filesystem.xfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.guestkit.block.BlockSource;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.ExtendedAttribute;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs written by hand: what no kernel here writes, and what is damaged. */
class XfsLogRecordsTest {
  private static final int CANCEL = 2;
  private static final int INODES = 1;
  private static final int CORE = 0x1;
  private static final int EXTENTS = 0x4;
  private static final int ROOT = 0x8;
  private static final int DEVICE = 0x10;
  private static final int ATTRIBUTES_LOCAL = 0x40;

  /** An image and what its log is to be made of. */
  record Case(XfsBytes image, boolean v5) {}

  static Stream<Case> versions() {
    return Stream.of(new Case(XfsBytes.version4(), false), new Case(XfsBytes.version5(), true));
  }

  private static XfsFilesystem open(XfsBytes image) throws IOException {
    return XfsFilesystem.open(image.source());
  }

  private static FileEntry find(XfsFilesystem filesystem, String name) throws IOException {
    return filesystem.find(filesystem.root(), name).orElseThrow();
  }

  private static byte[] content(XfsFilesystem filesystem) throws IOException {
    BlockSource content = filesystem.content(find(filesystem, "file"));
    return content.readBytes(0, (int) content.size());
  }

  private static byte[] piece(int value) {
    byte[] piece = new byte[128];
    Arrays.fill(piece, (byte) value);
    return piece;
  }

  /** Writes one record at the log's start, its tail as well. */
  private static void log(XfsBytes image, LogWriter writer) {
    writer.write(image, 0, 1, 1, 0);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void replaysBuffersUnlessTheyAreCancelled(Case c) throws IOException {
    int first = 16 * XfsBytes.BLOCK;
    int second = 17 * XfsBytes.BLOCK;
    log(
        c.image,
        new LogWriter()
            .version(c.v5 ? 2 : 1)
            .transaction(1, LogWriter.buffer(first, 1024, 0, 1, piece('a')))
            .transaction(2, LogWriter.buffer(second, 1024, 0, 0, piece('b')))
            .transaction(3, LogWriter.buffer(second, 1024, CANCEL, 0))
            .transaction(4, LogWriter.buffer(second, 1024, 0, 2, piece('c')))
            .transaction(5, LogWriter.buffer(second, 1024, INODES, 4, piece('d'))));
    XfsFilesystem filesystem = open(c.image);
    assertThat(filesystem.problems("/dev/sda")).isEmpty();
    assertThat(filesystem.info("/dev/sda").clean()).isFalse();
    byte[] expected = new byte[3000];
    Arrays.fill(expected, 128, 256, (byte) 'a');
    Arrays.fill(expected, 1024 + 256, 1024 + 384, (byte) 'c');
    assertThat(content(filesystem)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void replaysInodes(Case c) throws IOException {
    byte[] extents = ByteBuffer.allocate(16).putLong(0).putLong(25L << 21 | 2).array();
    ByteBuffer core = LogWriter.core(c.v5, 0100600, 2, 1500).putInt(76, 1);
    c.image.putBytes(25 * XfsBytes.BLOCK, piece('x'));
    log(
        c.image,
        new LogWriter()
            .transaction(
                1,
                LogWriter.inode(c.image, XfsBytes.FILE, CORE | EXTENTS, 3, 0),
                id(core, c, XfsBytes.FILE),
                extents));
    XfsFilesystem filesystem = open(c.image);
    assertThat(filesystem.problems("/dev/sda")).isEmpty();
    FileEntry file = find(filesystem, "file");
    assertThat(file.mode()).isEqualTo(0600);
    assertThat(file.uid()).isEqualTo(1001);
    assertThat(file.gid()).isEqualTo(1002);
    assertThat(file.links()).isEqualTo(3);
    assertThat(file.size()).isEqualTo(1500);
    assertThat(file.modified()).isEqualTo(Instant.ofEpochSecond(77, 88));
    assertThat(Arrays.copyOf(content(filesystem), 128)).isEqualTo(piece('x'));
  }

  /** Completes a core by what version 3 says of itself. */
  private static byte[] id(ByteBuffer core, Case c, int index) {
    if (c.v5) {
      core.putLong(0x98, c.image.number(index)).put(0xa0, (byte) 7);
    }
    byte[] bytes = new byte[core.capacity()];
    core.get(0, bytes);
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("versions")
  void replaysTreesDevicesAndAttributes(Case c) throws IOException {
    int header = c.v5 ? 72 : 24;
    ByteBuffer root = ByteBuffer.allocate(header + 2 * 16);
    root.putShort(4, (short) 1).putShort(6, (short) 1).putLong(header + 16, 24);
    ByteBuffer attributes =
        ByteBuffer.allocate(16).putShort((short) 13).put((byte) 1).put((byte) 0);
    attributes.put(new byte[] {1, 5, 0}).put(new byte[] {'n', 'v', 'a', 'l', 'u', 'e'});
    ByteBuffer tree = LogWriter.core(c.v5, 0100644, 3, 2000).put(82, (byte) 8).put(83, (byte) 1);
    ByteBuffer device = LogWriter.core(c.v5, 020600, 0, 0);
    log(
        c.image,
        new LogWriter()
            .transaction(
                1,
                LogWriter.inode(c.image, XfsBytes.TREE, CORE | ROOT | ATTRIBUTES_LOCAL, 4, 0),
                id(tree, c, XfsBytes.TREE),
                root.array(),
                attributes.array(),
                LogWriter.inode(c.image, XfsBytes.FILE, CORE | DEVICE, 2, 5 << 18 | 77),
                id(device, c, XfsBytes.FILE)));
    XfsFilesystem filesystem = open(c.image);
    assertThat(filesystem.problems("/dev/sda")).isEmpty();
    FileEntry file = find(filesystem, "tree");
    assertThat(filesystem.content(file).readBytes(0, 2000)).hasSize(2000);
    List<ExtendedAttribute> found = filesystem.extendedAttributes(file);
    assertThat(found).singleElement().extracting(ExtendedAttribute::name).isEqualTo("user.n");
    assertThat(found.getFirst().value()).asString().isEqualTo("value");
    FileEntry character = find(filesystem, "file");
    assertThat(character.type()).isEqualTo(FileType.CHARACTER_DEVICE);
    assertThat(character.device()).isEqualTo(5L << 32 | 77);
  }

  @Test
  void leavesInodesThatTheDiskHasLaterStatesOf() throws IOException {
    XfsBytes counted = XfsBytes.version4();
    counted.putShort(counted.inodeAt(XfsBytes.FILE) + 30, 6);
    XfsBytes placed = XfsBytes.version5();
    placed.putLong(placed.inodeAt(XfsBytes.FILE) + 0x70, 2L << 32);
    for (Case c : List.of(new Case(counted, false), new Case(placed, true))) {
      ByteBuffer core = LogWriter.core(c.v5, 0100600, 2, 1);
      log(
          c.image,
          new LogWriter()
              .transaction(
                  1,
                  LogWriter.inode(c.image, XfsBytes.FILE, CORE, 2, 0),
                  id(core, c, XfsBytes.FILE)));
      assertThat(content(open(c.image))).hasSize(3000);
    }
  }

  @Test
  void leavesBuffersThatTheDiskHasLaterStatesOf() throws IOException {
    XfsBytes image = XfsBytes.version5().putLong(XfsBytes.DIRECTORY_BLOCK + 0x10, 2L << 32);
    byte[] changed = new byte[128];
    log(
        image,
        new LogWriter()
            .transaction(1, LogWriter.buffer(XfsBytes.DIRECTORY_BLOCK, 1024, 0, 0, changed)));
    XfsFilesystem filesystem = open(image);
    assertThat(filesystem.list(find(filesystem, "dir")))
        .extracting(DirectoryEntry::name)
        .containsExactly("one", "two");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void putsSplitRegionsTogetherAndGoesAroundTheEnd(Case c) throws IOException {
    byte[][] item = LogWriter.buffer(16 * XfsBytes.BLOCK, 1024, 0, 0, new byte[1024]);
    byte[] region = new byte[1024];
    Arrays.fill(region, (byte) 's');
    LogWriter old = new LogWriter();
    for (int block = 0; block < LogWriter.BLOCKS; ) {
      block = new LogWriter().transaction(9).write(c.image, block, 4, 4, block);
    }
    old.start(1).operation(1, 0, item[0]);
    old.operation(1, LogWriter.CONTINUE, Arrays.copyOf(region, 400));
    LogWriter more = new LogWriter();
    more.operation(
        1, LogWriter.WAS_CONTINUED | LogWriter.CONTINUE, Arrays.copyOfRange(region, 400, 900));
    more.operation(
        1, LogWriter.WAS_CONTINUED | LogWriter.END, Arrays.copyOfRange(region, 900, 1024));
    more.commit(1);
    int block = 0;
    while (block < 28) {
      block = new LogWriter().transaction(9).write(c.image, block, 5, 5, block);
    }
    int next = old.write(c.image, 28, 5, 5, 28);
    more.write(c.image, next, 5, 5, 28);
    XfsFilesystem filesystem = open(c.image);
    assertThat(filesystem.problems("/dev/sda")).isEmpty();
    assertThat(Arrays.copyOf(content(filesystem), 1024)).isEqualTo(region);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void leavesOutTransactionsThatWereNotCommitted(Case c) throws IOException {
    byte[][] item = LogWriter.buffer(16 * XfsBytes.BLOCK, 1024, 0, 0, piece('n'));
    log(c.image, new LogWriter().start(1).operation(1, 0, item[0]).operation(1, 0, item[1]));
    assertThat(content(open(c.image))).containsOnly(0);
  }

  @Test
  void leavesOutATornRecord() throws IOException {
    XfsBytes image = XfsBytes.version5();
    byte[][] item = LogWriter.buffer(16 * XfsBytes.BLOCK, 1024, 0, 0, piece('1'));
    byte[][] torn = LogWriter.buffer(16 * XfsBytes.BLOCK, 1024, 0, 0, piece('2'));
    int next = new LogWriter().transaction(1, item).write(image, 0, 1, 1, 0);
    new LogWriter().transaction(2, torn).write(image, next, 1, 1, 0);
    image.source();
    image.seal().putByte(LogWriter.LOG + (next + 1) * 512 + 100, 99);
    XfsFilesystem filesystem = open(image);
    assertThat(filesystem.problems("/dev/sda")).isEmpty();
    assertThat(Arrays.copyOf(content(filesystem), 128)).isEqualTo(piece('1'));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void isCleanAfterAnUnmount(Case c) throws IOException {
    byte[][] item = LogWriter.buffer(16 * XfsBytes.BLOCK, 1024, 0, 0, piece('1'));
    int next = new LogWriter().transaction(1, item).write(c.image, 0, 1, 1, 0);
    new LogWriter().unmount().write(c.image, next, 1, 1, next);
    XfsFilesystem filesystem = open(c.image);
    assertThat(filesystem.info("/dev/sda").clean()).isTrue();
    assertThat(filesystem.problems("/dev/sda")).isEmpty();
    assertThat(content(filesystem)).containsOnly(0);
  }

  @Test
  void saysWhatWasAnnouncedAndNotDone() throws IOException {
    XfsBytes image = XfsBytes.version5();
    log(
        image,
        new LogWriter()
            .transaction(
                1,
                LogWriter.announcement(0x1236, 11),
                LogWriter.announcement(0x1244, 12),
                LogWriter.announcement(0x1242, 13),
                LogWriter.announcement(0x1236, 14))
            .transaction(
                2, LogWriter.announcement(0x1237, 11), LogWriter.announcement(0x1243, 13)));
    assertThat(open(image).problems("/dev/sda1"))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.kind()).isEqualTo("unsupported");
          assertThat(problem.device()).isEqualTo("/dev/sda1");
          assertThat(problem.message())
              .endsWith(
                  "the log was not fully replayed: 2 deferred operations"
                      + " (block maps: 1, extents to free: 1)");
        });
  }

  @Test
  void saysThatAnotherMachineWroteTheLog() throws IOException {
    XfsBytes image = XfsBytes.version4();
    log(image, new LogWriter().format(2).transaction(1));
    assertThat(open(image).problems("/dev/sda"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.kind()).isEqualTo("unsupported"));
  }

  /** Each field of a record or an operation that may make a log unreadable, and its damage. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "8, 3", // version
        "12, 0", // length
        "12, 300000", // length
        "20, 5", // place
        "28, 99", // tail
        "516, 9000", // length of an operation
        "520, 0x33000000", // client of an operation
        "532, 0x69400000", // flags of an operation
        "560, 0x3c120000", // item without regions
        "560, 0x3c120300", // more regions than there are: the second item is none
      })
  void readsOnWhereTheLogIsDamaged(String damage) throws IOException {
    XfsBytes image = XfsBytes.version4();
    byte[][] item = LogWriter.buffer(16 * XfsBytes.BLOCK, 1024, 0, 0, piece('1'));
    List<byte[]> regions = new ArrayList<>(List.of(item));
    regions.addAll(List.of(item));
    log(image, new LogWriter().transaction(1, regions.toArray(new byte[0][])));
    String[] parts = damage.split(", ", -1);
    int at = Integer.parseInt(parts[0]);
    image.put(LogWriter.LOG + at, Integer.decode(parts[1]));
    XfsFilesystem filesystem = open(image);
    assertThat(filesystem.problems("/dev/sda"))
        .extracting(Problem::kind, p -> p.message().contains("the log was not replayed"))
        .containsExactly(tuple("corrupt", true));
    assertThat(filesystem.info("/dev/sda").clean()).isFalse();
    assertThat(content(filesystem)).containsOnly(0);
  }
}
