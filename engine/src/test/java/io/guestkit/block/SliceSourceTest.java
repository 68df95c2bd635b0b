package io.guestkit.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SliceSourceTest {
  private static final byte[] BYTES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

  /** Every other byte is a run of its own kind. */
  private record Holes(MemorySource bytes) implements BlockSource {
    @Override
    public String name() {
      return "holes";
    }

    @Override
    public long size() {
      return bytes.size();
    }

    @Override
    public ReadSession session() {
      return bytes.session();
    }

    @Override
    public void readFully(long offset, ByteBuffer target) throws IOException {
      bytes.readFully(offset, target);
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
      checkRange(offset, 1);
      return offset < 4
          ? new Extent(Extent.Kind.ZERO, 4 - offset)
          : new Extent(Extent.Kind.DATA, size() - offset);
    }
  }

  @Test
  void readsItsPartAlone() throws IOException {
    BlockSource slice = Sources.memory(BYTES).slice("/dev/sda1", 2, 5);
    assertThat(slice.name()).isEqualTo("/dev/sda1");
    assertThat(slice.size()).isEqualTo(5);
    assertThat(slice.readBytes(0, 5)).containsExactly(2, 3, 4, 5, 6);
    assertThat(slice.readBytes(5, 0)).isEmpty();
    for (long offset : new long[] {-1, 5, Long.MAX_VALUE}) {
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> slice.readBytes(offset, 1))
          .withMessageStartingWith("/dev/sda1 at offset " + offset);
    }
  }

  @Test
  void refusesToReachOutOfTheWhole() throws IOException {
    MemorySource whole = Sources.memory(BYTES);
    BlockSource slice = whole.slice("a", 2, 5);
    for (BlockSource source : new BlockSource[] {whole, slice}) {
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> source.slice("b", 1, source.size()));
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> source.slice("b", -1, 1));
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> source.slice("b", 1, Long.MAX_VALUE));
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> source.slice("b", Long.MAX_VALUE, 1));
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> source.readBytes(0, -1));
    }
  }

  @Test
  void isASliceOfTheWholeWhereItIsSlicedAgain() throws IOException {
    BlockSource inner = Sources.memory(BYTES).slice("a", 2, 6).slice("b", 1, 3);
    assertThat(inner.readBytes(0, 3)).containsExactly(3, 4, 5);
    assertThat(inner)
        .isInstanceOfSatisfying(
            SliceSource.class, slice -> assertThat(slice.whole()).isInstanceOf(MemorySource.class));
  }

  @Test
  void cutsRunsAtItsEnd() throws IOException {
    BlockSource slice = new Holes(Sources.memory(BYTES)).slice("a", 1, 6);
    assertThat(slice.extentAt(0)).isEqualTo(new Extent(Extent.Kind.ZERO, 3));
    assertThat(slice.extentAt(3)).isEqualTo(new Extent(Extent.Kind.DATA, 3));
    assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> slice.extentAt(6));
    BlockSource holes = new Holes(Sources.memory(BYTES)).slice("a", 0, 2);
    assertThat(holes.extentAt(0)).isEqualTo(new Extent(Extent.Kind.ZERO, 2));
  }

  @Test
  void readsMemoryWithinItsBounds() throws IOException {
    MemorySource memory = Sources.memory(BYTES);
    assertThat(memory.readBytes(8, 2)).containsExactly(8, 9);
    assertThat(memory.extentAt(4)).isEqualTo(new Extent(Extent.Kind.DATA, 6));
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> memory.readBytes(9, 2))
        .withMessage("test at offset 9: 2 bytes wanted, past the end at 10");
  }
}
