package io.guestkit.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Extent;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every image format keeps to. */
public abstract class DiskImageContract {
  @TempDir protected Path folder;
  private byte[] content = new byte[0];
  private Path image = Path.of("");

  /** Writes the content into an image in the folder, and returns its path. */
  protected abstract Path write(byte[] content) throws IOException;

  @BeforeEach
  void writeImage() throws IOException {
    content = new byte[(3 << 20) + 512];
    Random random = new Random(1);
    for (int i = 0; i < content.length; i += 1 << 18) { // every other stretch stays zero
      byte[] stretch = new byte[1 << 17];
      random.nextBytes(stretch);
      System.arraycopy(stretch, 0, content, i, Math.min(stretch.length, content.length - i));
    }
    image = write(content);
  }

  private DiskImage open() throws IOException {
    return ImageFormats.open(image, new ImageOptions(List.of(), null), Sources.session());
  }

  @Test
  void readsAllAtOnce() throws IOException {
    try (DiskImage disk = open()) {
      assertThat(disk.size()).isEqualTo(content.length);
      assertThat(disk.readBytes(0, content.length)).isEqualTo(content);
    }
  }

  @Test
  void readsAnyRangeIntoAnyBuffer() throws IOException {
    Random random = new Random(2);
    try (DiskImage disk = open()) {
      for (int i = 0; i < 300; i++) {
        int offset = random.nextInt(content.length);
        int length = random.nextInt(Math.min(200_000, content.length - offset) + 1);
        ByteBuffer target =
            i % 2 == 0 ? ByteBuffer.allocate(length + 20) : ByteBuffer.allocateDirect(length + 20);
        target.position(7).limit(7 + length);
        disk.readFully(offset, target);
        assertThat(target.position()).isEqualTo(7 + length);
        byte[] read = new byte[length];
        target.get(7, read);
        assertThat(read).isEqualTo(Arrays.copyOfRange(content, offset, offset + length));
      }
    }
  }

  @Test
  void extentsCoverTheDiskAndZeroIsZero() throws IOException {
    try (DiskImage disk = open()) {
      for (long offset = 0; offset < disk.size(); ) {
        Extent extent = disk.extentAt(offset);
        assertThat(extent.length()).isBetween(1L, disk.size() - offset);
        if (extent.kind() == Extent.Kind.ZERO) {
          byte[] zeros = new byte[(int) extent.length()];
          assertThat(disk.readBytes(offset, zeros.length)).isEqualTo(zeros);
        }
        offset += extent.length();
      }
    }
  }

  @Test
  void extentsOfASliceEndWithIt() throws IOException {
    try (DiskImage disk = open()) {
      assertThat(disk.slice("part", 1000, 100).extentAt(50).length()).isEqualTo(50);
    }
  }

  @Test
  void refusesToReadPastTheEnd() throws IOException {
    try (DiskImage disk = open()) {
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> disk.readBytes(disk.size() - 1, 2));
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> disk.readBytes(Long.MAX_VALUE, 2));
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> disk.readBytes(-1, 1));
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> disk.extentAt(disk.size()));
    }
  }

  @Test
  void givesBackItsMemoryAndBlocks() throws IOException {
    var session = Sources.session();
    try (DiskImage disk = ImageFormats.open(image, new ImageOptions(List.of(), null), session)) {
      disk.readBytes(0, 4096);
    }
    assertThat(session.cache().usedBytes()).isZero();
  }

  @Test
  void factsGiveTheDisksSize() throws IOException {
    try (DiskImage disk = open()) {
      assertThat(disk.info().virtualSizeBytes()).isEqualTo(content.length);
      assertThat(disk.info().fileSizeBytes()).isEqualTo(image.toFile().length());
    }
  }
}
