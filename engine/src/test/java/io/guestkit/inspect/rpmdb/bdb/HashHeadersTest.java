package io.guestkit.inspect.rpmdb.bdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.LockedImageException;
import io.guestkit.block.MemorySource;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.inspect.rpmdb.CollectedHeaders;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hash files that Berkeley DB writes. */
class HashHeadersTest {
  @TempDir private Path folder;
  private final Map<Long, String> truth = new TreeMap<>();

  /** Has db_load write a file of values of all sizes, and the counter of rpm under number 0. */
  private byte[] database(String type, int count, String... settings) throws IOException {
    boolean bigEndian = Arrays.asList(settings).contains("db_lorder=4321");
    StringBuilder dump = new StringBuilder("VERSION=3\nformat=bytevalue\ntype=" + type + "\n");
    for (String setting : settings) {
      dump.append(setting).append('\n');
    }
    dump.append("HEADER=END\n 00000000\n 07000000\n");
    for (int i = 1; i <= count; i++) {
      byte[] value = new byte[size(i)];
      new Random(i).nextBytes(value);
      truth.put((long) i, CollectedHeaders.describe(value));
      int key = bigEndian ? i : Integer.reverseBytes(i);
      dump.append(" %08x\n ".formatted(key)).append(HexFormat.of().formatHex(value)).append('\n');
    }
    Path text = folder.resolve("dump");
    Path file = folder.resolve("Packages");
    Files.writeString(text, dump.append("DATA=END\n"));
    Files.deleteIfExists(file);
    Tool.run("db5.3_load", "-f", text.toString(), file.toString());
    return Files.readAllBytes(file);
  }

  /** Most do not fit into a page, some just do, some are long. */
  private static int size(int number) {
    return switch (number % 8) {
      case 0 -> 1 + number % 40;
      case 1 -> 100 + number;
      case 2 -> 486;
      case 3 -> 4070;
      case 4 -> 4071;
      case 5 -> 65_536 + number;
      default -> 1000 + 13 * number;
    };
  }

  private static CollectedHeaders read(byte[] database) throws IOException {
    return CollectedHeaders.of(new HashHeaders(Sources.memory(database)));
  }

  @ParameterizedTest
  @CsvSource({
    "db_pagesize=512, db_lorder=1234, 60",
    "db_pagesize=512, db_lorder=4321, 60",
    "db_pagesize=1024, h_ffactor=3, 60",
    "db_pagesize=4096, db_lorder=1234, 400",
    "db_pagesize=4096, db_lorder=4321, 60",
    "db_pagesize=4096, h_ffactor=200, 400",
    "db_pagesize=4096, chksum=1, 60",
    "db_pagesize=65536, db_lorder=1234, 60",
    "db_pagesize=65536, db_lorder=4321, 60",
  })
  void handsOverWhatBerkeleyDbWrote(String page, String setting, int count) throws IOException {
    CollectedHeaders read = read(database("hash", count, page, setting));

    assertThat(read.damage()).isEmpty();
    assertThat(read.headers()).isEqualTo(truth).hasSize(count);
  }

  @Test
  void whatWasDeletedAndReplacedIsNotHandedOver() throws IOException {
    Tool.requireThat(
        Tool.shell("perl -MDB_File -e 1 && echo yes || true").contains("yes"),
        "perl has no DB_File");
    Path file = folder.resolve("Packages");
    Tool.run(
        "perl",
        "-MDB_File",
        "-e",
        """
        tie my %db, 'DB_File', $ARGV[0], O_RDWR|O_CREAT, 0644, $DB_HASH or die;
        $db{pack 'V', $_} = chr(65 + $_ % 26) x (1 + $_ * 7919 % 40000) for 1..500;
        delete $db{pack 'V', 3 * $_} for 1..166;
        $db{pack 'V', 5 * $_} = 'z' x (1 + $_ * 311 % 9000) for 1..100;
        """,
        file.toString());
    for (int i = 1; i <= 500; i++) {
      if (i % 5 == 0) {
        truth.put((long) i, text('z', 1 + i / 5 * 311 % 9000));
      } else if (i % 3 != 0) {
        truth.put((long) i, text((char) (65 + i % 26), 1 + i * 7919 % 40000));
      }
    }

    CollectedHeaders read = read(Files.readAllBytes(file));

    assertThat(read.damage()).isEmpty();
    assertThat(read.headers()).isEqualTo(truth);
  }

  private static String text(char c, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) c);
    return CollectedHeaders.describe(bytes);
  }

  private static ByteBuffer edit(byte[] database) {
    return ByteBuffer.wrap(database).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns where the pages of a type start. */
  private static List<Integer> pages(byte[] database, int type) {
    List<Integer> pages = new ArrayList<>();
    for (int at = 0; at < database.length; at += 512) {
      if (database[at + 25] == type) {
        pages.add(at);
      }
    }
    return pages;
  }

  @ParameterizedTest
  @CsvSource({
    "8, 99, 'at offset %d: it says that it is page 99'",
    "16, 1000000, 'at offset %d: page 1000000 follows, the last one is'",
    "22, 0, 'at offset %d: 0 bytes where'",
    "22, 4000, 'at offset %d: 4000 bytes where'",
    "25, 13, 'at offset %d: type 13, not of an overflow page'",
  })
  void aDamagedOverflowPageLosesItsHeaderAlone(int at, int value, String message)
      throws IOException {
    byte[] database = database("hash", 40, "db_pagesize=512");
    int page = pages(database, 7).get(5);
    switch (at) {
      case 22 -> edit(database).putShort(page + at, (short) value);
      case 25 -> database[page + at] = (byte) value;
      default -> edit(database).putInt(page + at, value);
    }

    CollectedHeaders read = read(database);

    assertThat(read.damage()).hasSize(1);
    assertThat(read.damage().getFirst()).contains(message.replace("%d", "" + (page + at)));
    assertThat(read.headers()).hasSize(39);
    assertThat(truth).containsAllEntriesOf(read.headers());
  }

  /** Returns where the page starts that follows, 0 where none does. */
  private static int next(byte[] database, int page) {
    return edit(database).getInt(page + 16) * 512;
  }

  @Test
  void aChainThatLoopsOrEndsEarlyLosesItsHeaderAlone() throws IOException {
    byte[] database = database("hash", 40, "db_pagesize=512");
    int first =
        pages(database, 7).stream()
            .filter(page -> next(database, page) != 0)
            .findFirst()
            .orElseThrow();
    int second = next(database, first);
    byte[] ended = database.clone();
    edit(ended).putInt(second + 16, 0);
    edit(database).putInt(second + 16, first / 512);

    for (byte[] damaged : List.of(database, ended)) {
      CollectedHeaders read = read(damaged);
      assertThat(read.damage()).hasSize(1);
      assertThat(read.headers()).hasSize(39);
    }
  }

  @Test
  void aDamagedBucketLosesItsHeadersAlone() throws IOException {
    byte[] database = database("hash", 40, "db_pagesize=512", "h_ffactor=2");
    int page = pages(database, 13).get(3);
    int entries = edit(database).getShort(page + 20);
    edit(database).putInt(page + 16, page / 512);
    byte[] other = database.clone();
    edit(other).putShort(page + 20, (short) (entries + 1));

    CollectedHeaders looped = read(database);
    assertThat(looped.headers()).isEqualTo(truth);
    assertThat(looped.damage())
        .containsExactly(
            "page %d of test at offset %d: two chains of pages, or a loop of one, lead here"
                .formatted(page / 512, page));

    CollectedHeaders odd = read(other);
    assertThat(odd.headers()).hasSizeBetween(40 - entries / 2, 39);
    assertThat(odd.damage())
        .containsExactly(
            "page %d of test at offset %d: type 13 with %d items"
                .formatted(page / 512, page + 20, entries + 1));
  }

  private void refused(
      byte[] database, Consumer<ByteBuffer> edit, Class<? extends IOException> kind, String what) {
    byte[] damaged = database.clone();
    edit.accept(edit(damaged));
    assertThatExceptionOfType(kind).isThrownBy(() -> read(damaged)).withMessageContaining(what);
  }

  @Test
  void refusesAFileThatIsNone() throws IOException {
    byte[] hash = database("hash", 3, "db_pagesize=512");
    byte[] btree = database("btree", 3, "db_pagesize=512");

    refused(btree, b -> {}, UnsupportedImageException.class, "in a B-tree of Berkeley DB");
    refused(hash, b -> b.putInt(12, 5), CorruptImageException.class, "signature 0x5");
    refused(hash, b -> b.putInt(16, 4), UnsupportedImageException.class, "of version 4");
    refused(hash, b -> b.putInt(16, 11), UnsupportedImageException.class, "of version 11");
    refused(hash, b -> b.putInt(20, 256), CorruptImageException.class, "page size 256");
    refused(hash, b -> b.putInt(20, 768), CorruptImageException.class, "page size 768");
    refused(hash, b -> b.putInt(20, 131072), CorruptImageException.class, "page size 131072");
    refused(hash, b -> b.put(24, (byte) 1), LockedImageException.class, "an encrypted");
    refused(hash, b -> b.put(25, (byte) 9), CorruptImageException.class, "page type 9, not 8");
    refused(hash, b -> b.put(26, (byte) 2), UnsupportedImageException.class, "a partitioned");
    refused(hash, b -> b.putInt(32, 1 << 25), UnsupportedImageException.class, "33554432 pages");
    refused(hash, b -> b.putInt(72, 1 << 24), CorruptImageException.class, "16777216 buckets");
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> read(Arrays.copyOf(hash, 100)));
  }

  @Test
  void survivesDamage() throws IOException {
    byte[] database = database("hash", 20, "db_pagesize=512");
    List<int[]> hot = new ArrayList<>(List.of(new int[] {12, 224}));
    for (int type : new int[] {7, 13}) {
      for (int page : pages(database, type)) {
        hot.add(new int[] {page + 8, page + 40});
      }
    }
    for (int page : pages(database, 13)) {
      hot.add(new int[] {page, page + 512});
    }
    Mutations.run(
        database,
        hot,
        (image, session) ->
            CollectedHeaders.of(new HashHeaders(new MemorySource("test", image, session))));
  }
}
