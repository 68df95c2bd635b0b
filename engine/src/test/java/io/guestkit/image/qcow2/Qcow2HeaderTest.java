package io.guestkit.image.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Qcow2HeaderTest {
  private static Qcow2Header read(Consumer<ByteBuffer> change) throws IOException {
    return Qcow2Header.read(Sources.memory(ImageBytes.with(change)));
  }

  private static Qcow2Metadata metadata(Consumer<ByteBuffer> change) throws IOException {
    return Qcow2Metadata.read(Sources.memory(ImageBytes.with(change)), null);
  }

  private static void refuses(int offset, Consumer<ByteBuffer> change) {
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> metadata(change))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
  }

  @Test
  void readsEachField() throws IOException {
    Qcow2Header header =
        read(h ->
            h.putLong(8, 200)
                .putInt(16, 5)
                .putLong(72, 0x0b)
                .putLong(80, 1)
                .putInt(96, 6)
                .putInt(100, 112)
                .put(104, (byte) 1));
    assertThat(header)
        .isEqualTo(
            new Qcow2Header(
                3, 200, 5, 9, ImageBytes.DISK_SIZE, 0, 2, 512, 1, 2560, 0x0b, 1, 6, 112, 1));
  }

  @Test
  void version2HasNoFeatures() throws IOException {
    Qcow2Header header =
        read(h -> h.putInt(4, 2).putLong(72, -1).putLong(80, -1).putInt(96, 99).putInt(100, 3));
    assertThat(header.incompatible()).isZero();
    assertThat(header.compatible()).isZero();
    assertThat(header.refcountOrder()).isEqualTo(4);
    assertThat(header.length()).isEqualTo(72);
  }

  @ParameterizedTest
  @CsvSource({
    "20, 8",
    "20, 22",
    "20, 0",
    "20, -1",
    "96, 7",
    "96, -1",
    "100, 96",
    "100, 108",
    "100, 520",
    "36, 1",
    "36, 4194305",
    "36, -1",
    "60, 65537"
  })
  void refusesANumberOutOfItsRange(int offset, int value) {
    refuses(offset, h -> h.putInt(offset, value));
  }

  @ParameterizedTest
  @CsvSource({"8, 513", "8, -1", "24, -1", "40, 520", "40, -512", "64, 100", "64, -1"})
  void refusesAPlaceOutOfItsRange(int offset, long value) {
    refuses(offset, h -> h.putLong(offset, value));
  }

  @Test
  void refusesADiskThatTheL1TableDoesNotCover() {
    refuses(36, h -> h.putLong(24, Long.MAX_VALUE));
    refuses(36, h -> h.putLong(24, Long.MAX_VALUE).putInt(20, 21).putInt(36, 1 << 22));
  }

  @Test
  void refusesABackingNameThatLeavesTheFirstCluster() {
    refuses(16, h -> h.putLong(8, 500).putInt(16, 13));
    refuses(16, h -> h.putLong(8, 104).putInt(16, -1));
  }

  @Test
  void refusesACompressionTypeAgainstItsBit() {
    refuses(104, h -> h.putInt(100, 112).put(104, (byte) 1));
    refuses(104, h -> h.putLong(72, 8));
  }

  @Test
  void refusesSubclustersBelowASector() {
    refuses(72, h -> h.putLong(72, 16));
  }

  @Test
  void saysWhichFeatureIsNotRead() {
    assertUnsupported("version 4", h -> h.putInt(4, 4));
    assertUnsupported("encryption method 3", h -> h.putInt(32, 3));
    assertUnsupported(
        "compression type 2", h -> h.putInt(100, 112).putLong(72, 8).put(104, (byte) 2));
    assertUnsupported("\"unknown\" (incompatible bit 63)", h -> h.putLong(72, 1L << 63));
    assertUnsupported(
        "\"a new feature\" (incompatible bit 5)",
        h -> {
          h.putLong(72, 0x20).putInt(104, 0x6803f857).putInt(108, 96);
          h.put(112, (byte) 1).put(113, (byte) 5).put(114, ascii("compatible"));
          h.put(161, (byte) 5).put(162, ascii("a new feature"));
        });
  }

  private static void assertUnsupported(String what, Consumer<ByteBuffer> change) {
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> metadata(change))
        .withMessageContaining(what);
  }

  @Test
  void readsTheExtensions() throws IOException {
    Qcow2Metadata metadata =
        metadata(h -> {
          h.putLong(72, 4).putLong(8, 300).putInt(16, 4).put(300, ascii("base"));
          h.putInt(104, 0x12345678).putInt(108, 3); // unknown, padded to 8
          h.putInt(120, 0xe2792aca).putInt(124, 3).put(128, ascii("raw"));
          h.putInt(136, 0x44415441).putInt(140, 8).put(144, ascii("data.raw"));
          h.putInt(152, 0).putInt(160, 0xe2792aca).putInt(164, 5).put(168, ascii("qcow2"));
        });
    assertThat(metadata.info(0, List.of()))
        .extracting("backingFile", "backingFormat", "dataFile")
        .containsExactly("base", "raw", "data.raw");
  }

  @Test
  void refusesExtensionsThatDoNotFit() {
    refuses(108, h -> h.putInt(104, 0x12345678).putInt(108, 401));
    refuses(108, h -> h.putInt(104, 0x12345678).putInt(108, -1));
    refuses(108, h -> h.putInt(104, 0x12345678).putInt(108, 89).putLong(8, 200).putInt(16, 1));
    refuses(108, h -> h.putInt(104, 0xe2792aca).putInt(108, 17));
  }

  @Test
  void refusesADataFileWithoutAName() {
    refuses(104, h -> h.putLong(72, 4));
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] image = ImageBytes.with(h -> {});
    for (int length = 0; length < ImageBytes.SNAPSHOTS + 61; length++) {
      byte[] part = Arrays.copyOf(image, length);
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> Qcow2Metadata.read(Sources.memory(part), null));
    }
  }

  @Test
  void refusesASnapshotThatDoesNotFit() {
    int at = ImageBytes.SNAPSHOTS;
    refuses(at + 36, h -> h.putInt(at + 36, 1025));
    refuses(at, h -> h.putShort(at + 12, (short) -1));
    refuses(ImageBytes.LENGTH, h -> h.putShort(at + 14, (short) (1024 - 57)).putInt(60, 2));
    refuses(at, h -> h.putLong(at, -1));
    refuses(at + 48, h -> h.putLong(at + 48, -1));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
