package io.guestkit.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StructTest {
  private static final BlockSource SOURCE =
      Sources.memory(
          new byte[] {
            9,
            9,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            (byte) 0x81,
            (byte) 0x82,
            (byte) 0x83,
            (byte) 0x84,
            (byte) 0x85,
            (byte) 0x86,
            (byte) 0x87,
            (byte) 0x88
          });

  @Test
  void readsLittleEndian() throws IOException {
    Struct s = Struct.littleEndian("header", SOURCE, 2, 16);
    assertThat(s.u8(8)).isEqualTo(0x81);
    assertThat(s.u16(8)).isEqualTo(0x8281);
    assertThat(s.u32(8)).isEqualTo(0x8483_8281L);
    assertThat(s.i32(8)).isEqualTo(0x8483_8281);
    assertThat(s.u64(0)).isEqualTo(0x0807_0605_0403_0201L);
    assertThat(s.bits64(8)).isEqualTo(0x8887_8685_8483_8281L);
    assertThat(s.length()).isEqualTo(16);
    assertThat(s.offset()).isEqualTo(2);
  }

  @Test
  void readsBigEndian() throws IOException {
    Struct s = Struct.bigEndian("header", SOURCE, 2, 16);
    assertThat(s.u8(8)).isEqualTo(0x81);
    assertThat(s.u16(8)).isEqualTo(0x8182);
    assertThat(s.u32(8)).isEqualTo(0x8182_8384L);
    assertThat(s.i32(8)).isEqualTo(0x8182_8384);
    assertThat(s.u64(0)).isEqualTo(0x0102_0304_0506_0708L);
    assertThat(s.bits64(8)).isEqualTo(0x8182_8384_8586_8788L);
  }

  @Test
  void keepsPlaceAndOrderInAnInnerStructure() throws IOException {
    Struct inner = Struct.littleEndian("header", SOURCE, 2, 16).inner("field", 8, 4);
    assertThat(inner.u16(0)).isEqualTo(0x8281);
    assertThat(inner.offset()).isEqualTo(10);
    assertThat(inner.length()).isEqualTo(4);
    assertThat(inner.corrupt(1, "value %d", 5)).hasMessage("field of test at offset 11: value 5");
    assertThat(Struct.bigEndian("header", SOURCE, 2, 16).inner("field", 8, 4).u16(0))
        .isEqualTo(0x8182);
  }

  @Test
  void refusesNumbersThatNoOffsetReaches() throws IOException {
    Struct s = Struct.bigEndian("header", SOURCE, 2, 16);
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> s.u64(8))
        .withMessage("header of test at offset 10: value 0x8182838485868788");
  }

  @Test
  void refusesStructuresThatAreNotInside() throws IOException {
    for (long offset : new long[] {-1, 3, 18, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> Struct.littleEndian("header", SOURCE, offset, 16))
          .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
    }
    assertThat(Struct.littleEndian("header", SOURCE, 18, 0).length()).isZero();
  }

  @Test
  void readsTextUpToNulOrTheEnd() throws IOException {
    byte[] bytes = "ab\u00e9\0x".getBytes(StandardCharsets.UTF_8);
    Struct s = Struct.littleEndian("name", Sources.memory(bytes), 0, bytes.length);
    assertThat(s.utf8(0, 6)).isEqualTo("ab\u00e9");
    assertThat(s.latin1(0, 6)).isEqualTo("ab\u00c3\u00a9");
    assertThat(s.utf8(0, 2)).isEqualTo("ab");
    assertThat(s.utf8(0, 3)).isEqualTo("ab\ufffd");
    assertThat(s.latin1(4, 2)).isEmpty();
  }

  @Test
  void givesCopiesOfBytes() throws IOException {
    Struct s = Struct.littleEndian("header", SOURCE, 2, 16);
    s.bytes(0, 4)[0] = 77;
    assertThat(s.bytes(0, 4)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void saysWhereACheckFailed() throws IOException {
    Struct s = Struct.littleEndian("header", SOURCE, 2, 16);
    s.check(true, 4, "never");
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> s.check(false, 4, "version %d", 9))
        .withMessage("header of test at offset 6: version 9")
        .satisfies(e -> assertThat(e.offset()).isEqualTo(6));
  }
}
