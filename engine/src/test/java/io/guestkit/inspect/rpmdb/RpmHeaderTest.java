package io.guestkit.inspect.rpmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.CorruptImageException;
import io.guestkit.testing.Mutations;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RpmHeaderTest {
  private static final byte[] HEADER =
      new HeaderBytes()
          .text(1000, "name")
          .add(1, 1, 1, new byte[] {(byte) 0x81})
          .add(2, 2, 1, new byte[] {(byte) 0x82})
          .add(3, 3, 1, new byte[] {(byte) 0x83, 1})
          .number(4, 0x84010203)
          .add(5, 5, 1, new byte[] {5, 1, 2, 3, 4, 5, 6, 7})
          .bytes(7, new byte[] {1, 0, 2})
          .add(8, 8, 2, "first\0second\0".getBytes(StandardCharsets.UTF_8))
          .add(9, 9, 2, "für C\0for de\0".getBytes(StandardCharsets.UTF_8))
          .text(1000, "replaced")
          .build();

  private static RpmHeader header(byte[] bytes) throws CorruptImageException {
    return RpmHeader.of("header 1", ByteBuffer.wrap(bytes));
  }

  private static byte[] changed(Consumer<ByteBuffer> change) {
    byte[] bytes = HEADER.clone();
    change.accept(ByteBuffer.wrap(bytes));
    return bytes;
  }

  @Test
  void readsEveryType() throws CorruptImageException {
    RpmHeader header = header(HEADER);

    assertThat(header.string(1000)).hasValue("replaced");
    assertThat(header.number(1)).hasValue(0x81);
    assertThat(header.number(2)).hasValue(0x82);
    assertThat(header.number(3)).hasValue(0x8301);
    assertThat(header.number(4)).hasValue(0x84010203L);
    assertThat(header.number(5)).hasValue(0x0501020304050607L);
    assertThat(header.bytes(7)).hasValue(new byte[] {1, 0, 2});
    assertThat(header.string(8)).hasValue("first");
    assertThat(header.string(9)).hasValue("für C");
    assertThat(header.string(10)).isEmpty();
    assertThat(header.number(10)).isEmpty();
    assertThat(header.bytes(10)).isEmpty();
  }

  @Test
  void readsWhatIsBetweenPositionAndLimit() throws CorruptImageException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER.length + 20).put(5, HEADER);

    assertThat(RpmHeader.of("x", bytes.limit(HEADER.length + 5).position(5)).string(8))
        .hasValue("first");
  }

  @Test
  void refusesPartsThatDoNotFillTheBytes() {
    for (int length = 0; length < HEADER.length; length++) {
      byte[] cut = Arrays.copyOf(HEADER, length);
      assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> header(cut));
    }
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> header(Arrays.copyOf(HEADER, HEADER.length + 1)))
        .withMessageStartingWith("header 1 at offset 4: 10 entries and ");
  }

  @Test
  void refusesCountsOfEntries() {
    for (int count : new int[] {0, 0x10000, -1}) {
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> header(changed(b -> b.putInt(0, count))))
          .satisfies(e -> assertThat(e.offset()).isZero());
    }
  }

  @Test
  void refusesEntriesThatLeaveTheStore() throws CorruptImageException {
    int entry = 8 + 16 * 4; // of tag 4
    int store = HEADER.length - (8 + 160);
    for (int offset : new int[] {store, store - 3, -1}) {
      RpmHeader header = header(changed(b -> b.putInt(entry + 8, offset)));
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> header.number(4))
          .satisfies(e -> assertThat(e.offset()).isEqualTo(entry));
    }
    RpmHeader empty = header(changed(b -> b.putInt(entry + 12, 0)));
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> empty.number(4))
        .withMessage("header 1 at offset 72: tag 4: no values");
    RpmHeader longBytes = header(changed(b -> b.putInt(8 + 16 * 6 + 12, 0x7fffffff)));
    assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> longBytes.bytes(7));
    RpmHeader endless = header(changed(b -> b.put(HEADER.length - 1, (byte) 'x')));
    assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> endless.string(1000));
  }

  @Test
  void refusesAnotherType() throws CorruptImageException {
    RpmHeader header = header(HEADER);

    assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> header.string(4));
    assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> header.string(7));
    assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> header.number(8));
    assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> header.number(7));
    assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> header.bytes(8));
  }

  @Test
  void refusesTextThatGoesOnForMegabytes() throws CorruptImageException {
    RpmHeader header = header(new HeaderBytes().text(1, "x".repeat(1 << 20)).build());

    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> header.string(1))
        .withMessageContaining("text without an end in 1048576 bytes");
  }

  @Test
  void survivesDamage() {
    Mutations.run(
        HEADER,
        List.of(new int[] {0, 168}),
        (bytes, session) -> {
          RpmHeader header = header(bytes);
          for (int tag : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 1000}) {
            Mutations.attempt(() -> header.string(tag));
            Mutations.attempt(() -> header.number(tag));
            Mutations.attempt(() -> header.bytes(tag));
          }
        });
  }
}
