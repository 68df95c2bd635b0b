package io.guestkit.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;

class ZstdFramesTest {
  private static byte[] text(int seed, int length) {
    byte[] text = new byte[length];
    Random random = new Random(seed);
    for (int i = 0; i < length; i++) {
      text[i] = (byte) ('a' + random.nextInt(4));
    }
    return text;
  }

  private static byte[] frame(byte[] content) {
    ZstdJavaCompressor compressor = new ZstdJavaCompressor();
    byte[] frame = new byte[compressor.maxCompressedLength(content.length)];
    int length = compressor.compress(content, 0, content.length, frame, 0, frame.length);
    return Arrays.copyOf(frame, length);
  }

  @Test
  void readsFramesThatAreFollowedBySomethingElse() throws DataFormatException {
    byte[] first = text(1, 40_000);
    byte[] second = text(2, 300_000);
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    input.writeBytes(frame(first));
    input.writeBytes(frame(second));
    input.writeBytes(text(3, 1000));
    byte[] output = new byte[first.length + second.length];
    new ZstdFrames().decompress(input.toByteArray(), output);
    assertThat(Arrays.copyOf(output, first.length)).isEqualTo(first);
    assertThat(Arrays.copyOfRange(output, first.length, output.length)).isEqualTo(second);
  }

  @Test
  void refusesEveryTruncation() {
    byte[] frame = frame(text(1, 3000));
    ZstdFrames zstd = new ZstdFrames();
    for (int length = 0; length < frame.length; length++) {
      byte[] part = Arrays.copyOf(frame, length);
      assertThatExceptionOfType(DataFormatException.class)
          .isThrownBy(() -> zstd.decompress(part, new byte[3000]));
    }
  }

  @Test
  void refusesFramesThatHoldMoreOrLess() {
    byte[] frame = frame(text(1, 3000));
    ZstdFrames zstd = new ZstdFrames();
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> zstd.decompress(frame, new byte[2999]));
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> zstd.decompress(frame, new byte[3001]));
  }

  @Test
  void anyDamageEndsInAnException() throws DataFormatException {
    byte[] frame = frame(text(1, 3000));
    ZstdFrames zstd = new ZstdFrames();
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = frame.clone();
      for (int j = 0; j < 3; j++) {
        damaged[random.nextInt(Math.min(60, frame.length))] = (byte) random.nextInt();
      }
      try {
        zstd.decompress(damaged, new byte[3000]);
      } catch (DataFormatException e) {
        assertThat(e).isNotNull();
      }
    }
    byte[] output = new byte[3000];
    zstd.decompress(frame, output);
    assertThat(output).isEqualTo(text(1, 3000));
  }
}
