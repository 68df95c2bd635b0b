package io.guestkit.volume.lvm2.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Extent;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.MemorySource;
import io.guestkit.block.MissingImageException;
import io.guestkit.block.ReadSession;
import io.guestkit.block.UnreadableImageException;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTest {
  private static final ReadSession SESSION = Sources.session();

  private static byte[] noise(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static BlockSource memory(byte[] bytes) {
    return new MemorySource("part", bytes, SESSION);
  }

  /** Reads many ranges, at once and with a limit in the target, and compares. */
  private static void assertReads(BlockSource source, byte[] expected) throws IOException {
    assertThat(source.size()).isEqualTo(expected.length);
    assertThat(source.readBytes(0, expected.length)).isEqualTo(expected);
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      int from = random.nextInt(expected.length);
      int length = random.nextInt(expected.length - from + 1);
      ByteBuffer target = ByteBuffer.allocate(length + 2).position(1).limit(length + 1);
      source.readFully(from, target);
      assertThat(target.position()).isEqualTo(length + 1);
      assertThat(Arrays.copyOfRange(target.array(), 1, length + 1))
          .isEqualTo(Arrays.copyOfRange(expected, from, from + length));
    }
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> source.readBytes(expected.length, 1));
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> source.extentAt(expected.length));
  }

  @ParameterizedTest
  @CsvSource({"1, 512", "2, 512", "3, 4096", "5, 1024", "2, 65536", "4, 1048576", "2, 2097152"})
  void readsStripes(int count, int stripe) throws IOException {
    int each = Math.max(stripe, 1 << 18) * (stripe < 65536 ? 1 : 2);
    byte[] expected = new byte[count * each];
    List<BlockSource> parts = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      byte[] bytes = noise(each, part);
      for (int at = 0; at < each; at += stripe) {
        System.arraycopy(bytes, at, expected, at * count + part * stripe, stripe);
      }
      parts.add(memory(bytes));
    }
    assertReads(new StripedSource("striped", SESSION, parts, stripe), expected);
  }

  @Test
  void readsPartsOneAfterTheOther() throws IOException {
    ByteBuffer expected = ByteBuffer.allocate(100_000);
    List<BlockSource> parts = new ArrayList<>();
    for (int i = 0; expected.remaining() > 5000; i++) {
      byte[] bytes = noise(1 + i * 37 % 5000, i);
      expected.put(bytes);
      parts.add(memory(bytes));
    }
    byte[] rest = noise(expected.remaining(), -1);
    parts.add(memory(rest));
    assertReads(new Concatenation("whole", SESSION, parts), expected.put(rest).array());
  }

  @Test
  void passesHolesOn() throws IOException {
    BlockSource zero = new ZeroSource("zero", 8192, SESSION);
    BlockSource data = memory(noise(8192, 1));
    BlockSource whole = new Concatenation("whole", SESSION, List.of(data, zero, data));
    assertThat(whole.extentAt(0)).isEqualTo(new Extent(Extent.Kind.DATA, 8192));
    assertThat(whole.extentAt(8191)).isEqualTo(new Extent(Extent.Kind.DATA, 1));
    assertThat(whole.extentAt(8192)).isEqualTo(new Extent(Extent.Kind.ZERO, 8192));
    BlockSource striped = new StripedSource("striped", SESSION, List.of(data, zero), 1024);
    assertThat(striped.extentAt(1023)).isEqualTo(new Extent(Extent.Kind.DATA, 1));
    assertThat(striped.extentAt(1024)).isEqualTo(new Extent(Extent.Kind.ZERO, 1024));
    BlockSource mirrored = new MirroredSource("mirrored", SESSION, List.of(zero, data));
    assertThat(mirrored.extentAt(5)).isEqualTo(new Extent(Extent.Kind.ZERO, 8187));
    BlockSource cut = new CutSource("cut", zero, 4096, 8192);
    assertThat(cut.extentAt(0)).isEqualTo(new Extent(Extent.Kind.ZERO, 4096));
    assertThat(cut.extentAt(4096)).isEqualTo(new Extent(Extent.Kind.DATA, 4096));
  }

  /** Gives some bytes of a range before it fails at an offset, as a damaged disk does. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Damaged(byte[] bytes, int at, ImageException failure) implements BlockSource {
    @Override
    public String name() {
      return "damaged";
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public ReadSession session() {
      return SESSION;
    }

    @Override
    public void readFully(long offset, ByteBuffer target) throws IOException {
      if (offset <= at && at < offset + target.remaining()) {
        target.limit(target.position() + (int) (at - offset));
        while (target.hasRemaining()) {
          target.put((byte) 'x');
        }
        throw failure;
      }
      target.put(bytes, (int) offset, target.remaining());
    }
  }

  @Test
  void readsTheNextLegWhereOneFails() throws IOException {
    byte[] expected = noise(10_000, 1);
    UnreadableImageException failure = new UnreadableImageException("bad sector", null);
    BlockSource first = new Damaged(expected, 3000, failure);
    BlockSource second = new Damaged(expected, 7000, new MissingImageException("gone"));
    BlockSource third = memory(expected);
    assertReads(new MirroredSource("mirrored", SESSION, List.of(first, second, third)), expected);

    BlockSource both = new MirroredSource("mirrored", SESSION, List.of(first, second));
    assertThat(both.readBytes(2999, 100)).isEqualTo(Arrays.copyOfRange(expected, 2999, 3099));
    assertThat(both.readBytes(6999, 100)).isEqualTo(Arrays.copyOfRange(expected, 6999, 7099));
    assertThatExceptionOfType(MissingImageException.class)
        .isThrownBy(() -> both.readBytes(0, 10_000));
    BlockSource same = new MirroredSource("mirrored", SESSION, List.of(first, first));
    assertThatExceptionOfType(UnreadableImageException.class)
        .isThrownBy(() -> same.readBytes(0, 10_000));
  }

  @Test
  void endsWithTheBudgetWhateverLegIsNext() {
    byte[] bytes = noise(100, 1);
    BlockSource ended = new Damaged(bytes, 0, new LimitExceededException("time"));
    BlockSource failing = new Damaged(bytes, 0, new MissingImageException("gone"));
    for (List<BlockSource> legs :
        List.of(List.of(ended, memory(bytes)), List.of(failing, ended, memory(bytes)))) {
      BlockSource mirrored = new MirroredSource("mirrored", SESSION, legs);
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(() -> mirrored.readBytes(0, 100));
    }
  }

  @Test
  void failsAnewEachTime() throws IOException {
    BlockSource failing =
        new FailingSource("failing", 100, SESSION, () -> new MissingImageException("gone"));
    failing.readFully(50, ByteBuffer.allocate(0));
    assertThatExceptionOfType(MissingImageException.class)
        .isThrownBy(() -> failing.readBytes(99, 1));
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> failing.readBytes(100, 1));
    assertThat(failing.extentAt(40)).isEqualTo(new Extent(Extent.Kind.DATA, 60));
    assertReads(new ZeroSource("zero", 5000, SESSION), new byte[5000]);
  }
}
