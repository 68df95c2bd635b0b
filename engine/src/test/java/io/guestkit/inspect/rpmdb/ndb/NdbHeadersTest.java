package io.guestkit.inspect.rpmdb.ndb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.MemorySource;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.inspect.rpmdb.CollectedHeaders;
import io.guestkit.testing.Corpus;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NdbHeadersTest {
  private static final int PAGE = 4096;

  /** Sizes that end before, at and behind the limits of a block, and large ones. */
  private static final int[] SIZES = {1, 3, 4, 5, 16, 19, 20, 21, 4096, 70_000, 300_001};

  private final Map<Long, String> truth = new TreeMap<>();

  /** Writes a database as rpm does; its blobs lie in the reverse of the order of its slots. */
  private byte[] database(int count, int slotPages) {
    ByteBuffer db = ByteBuffer.allocate(12 << 20).order(ByteOrder.LITTLE_ENDIAN);
    db.putInt(0, 0x506d7052).putInt(8, 5).putInt(12, slotPages).putInt(16, count + 1);
    for (int slot = 2; slot < slotPages * 256; slot++) {
      db.putInt(slot * 16, 0x746f6c53);
    }
    int block = slotPages * 256;
    for (int i = count; i > 0; i--) {
      byte[] header = new byte[SIZES[i % SIZES.length]];
      new Random(i).nextBytes(header);
      truth.put((long) i, CollectedHeaders.describe(header));
      int blocks = (16 + header.length + 12 + 15) / 16;
      int slot = (1 + i) * 16;
      db.putInt(slot + 4, i).putInt(slot + 8, block).putInt(slot + 12, blocks);
      int at = block * 16;
      db.putInt(at, 0x53626c42).putInt(at + 4, i).putInt(at + 8, 5).putInt(at + 12, header.length);
      db.put(at + 16, header);
      int tail = (block + blocks) * 16 - 12;
      Adler32 adler = new Adler32();
      adler.update(db.array(), at, tail - at);
      db.putInt(tail, (int) adler.getValue());
      db.putInt(tail + 4, header.length).putInt(tail + 8, 0x45626c42);
      block += blocks;
    }
    byte[] bytes = new byte[block * 16];
    db.get(0, bytes);
    return bytes;
  }

  private static CollectedHeaders read(byte[] database) throws IOException {
    return CollectedHeaders.of(new NdbHeaders(Sources.memory(database)));
  }

  private static ByteBuffer edit(byte[] database) {
    return ByteBuffer.wrap(database).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void handsEveryHeaderOverFromSeveralPagesOfSlots() throws IOException {
    CollectedHeaders read = read(database(300, 2));

    assertThat(read.damage()).isEmpty();
    assertThat(read.headers()).isEqualTo(truth).hasSize(300);
  }

  @Test
  void aFreeSlotIsNoPackage() throws IOException {
    byte[] database = database(9, 1);
    edit(database).putInt(5 * 16 + 4, 0).putInt(5 * 16 + 8, 0).putInt(5 * 16 + 12, 0);
    truth.remove(4L);

    CollectedHeaders read = read(database);

    assertThat(read.damage()).isEmpty();
    assertThat(read.headers()).isEqualTo(truth).hasSize(8);
  }

  @ParameterizedTest
  @CsvSource({
    // slot 5 is that of package 4
    "80, 1, signature 0x1 of a slot",
    "84, 0, a slot without a number",
    "84, 7, blob 7 of test at offset %d: it is that of package 4",
    "88, 100000000, 'blob 4 has 48 bytes at 1600000000, the file ends at'",
    "88, 2, blob 4 at block 2 lies over what ends at block 256",
    "92, 1, a blob of 1 blocks",
    "92, 4, blob 4 of test at offset %d: no blob begins and ends there",
  })
  void aDamagedSlotLosesItsPackageAlone(int at, int value, String message) throws IOException {
    byte[] database = database(9, 1);
    int blob = edit(database).getInt(88) * 16;
    edit(database).putInt(at, value);
    truth.remove(4L);

    CollectedHeaders read = read(database);

    assertThat(read.damage()).hasSize(1);
    int offset = at == 84 ? blob + 4 : blob;
    assertThat(read.damage().getFirst()).contains(message.replace("%d", "" + offset));
    assertThat(read.headers()).isEqualTo(truth);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, no blob begins and ends there",
    "4, 4, it is that of package",
    "12, 12, and",
    "20, 16, its checksum is another one",
    "-12, -12, its checksum is another one",
    "-8, 12, and",
    "-4, 0, no blob begins and ends there",
  })
  void aDamagedBlobLosesItsPackageAlone(int at, int reported, String message) throws IOException {
    byte[] database = database(9, 1);
    ByteBuffer edited = edit(database);
    int blob = edited.getInt(10 * 16 + 8) * 16; // package 9, 70,000 bytes
    int end = blob + edited.getInt(10 * 16 + 12) * 16;
    int place = at < 0 ? end + at : blob + at;
    edited.putInt(place, edited.getInt(place) ^ 0x100);
    truth.remove(9L);

    CollectedHeaders read = read(database);

    int offset = at == 20 || at == -12 ? end - 12 : blob + reported;
    assertThat(read.damage()).hasSize(1);
    assertThat(read.damage().getFirst())
        .startsWith("blob 9 of test at offset " + offset + ": ")
        .contains(message);
    assertThat(read.headers()).isEqualTo(truth);
  }

  private void refused(Consumer<ByteBuffer> edit, Class<? extends IOException> kind, String what) {
    byte[] database = database(2, 1);
    edit.accept(edit(database));
    assertThatExceptionOfType(kind).isThrownBy(() -> read(database)).withMessageContaining(what);
  }

  @Test
  void refusesAFileThatIsNone() {
    refused(b -> b.putInt(0, 7), CorruptImageException.class, "signature 0x7");
    refused(b -> b.putInt(4, 1), UnsupportedImageException.class, "NDB of version 1, not 0");
    refused(b -> b.putInt(12, 0), CorruptImageException.class, "no page of slots");
    refused(b -> b.putInt(12, 4096), CorruptImageException.class, "past the end");
    refused(b -> b.putInt(12, 4097), UnsupportedImageException.class, "4097 pages of slots");
  }

  @Test
  void survivesTruncationAtEveryPage() throws IOException {
    byte[] database = database(9, 1);
    for (int length = PAGE; length < database.length; length += PAGE) {
      byte[] cut = Arrays.copyOf(database, length);
      CollectedHeaders read = read(cut);
      assertThat(read.headers().size() + read.damage().size()).isEqualTo(9);
      assertThat(truth).containsAllEntriesOf(read.headers());
    }
  }

  @Test
  void survivesDamage() {
    byte[] database = database(8, 1);
    Mutations.run(
        database,
        List.of(new int[] {0, 11 * 16}),
        (image, session) ->
            CollectedHeaders.of(new NdbHeaders(new MemorySource("test", image, session))));
  }

  @Test
  void readsARealDatabase(@TempDir Path folder) throws IOException {
    for (Corpus.Entry entry :
        Corpus.entries(e -> e.get("file").asText().contains("sle15-bci-ndb"))) {
      CollectedHeaders read = read(Files.readAllBytes(entry.unpack(folder)));
      assertThat(read.damage()).isEmpty();
      assertThat(read.headers()).hasSize(entry.truth().get("packages").get("packages").asInt());
    }
  }
}
