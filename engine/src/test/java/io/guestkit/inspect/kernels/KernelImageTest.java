package io.guestkit.inspect.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.MemorySource;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelImageTest {

  private static KernelImage read(byte[] image) throws IOException {
    return KernelImage.read(new MemorySource("kernel", image, Sources.session()));
  }

  private static @Nullable String arch(byte[] image) throws IOException {
    return read(image).arch();
  }

  private static byte[] with(int size, int at, int... bytes) {
    byte[] image = new byte[size];
    for (int i = 0; i < bytes.length; i++) {
      image[at + i] = (byte) bytes[i];
    }
    return image;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  /** Bytes that do not shrink to less than the head of an image. */
  private static byte[] noisy(byte[] image) {
    long noise = 1;
    for (int i = 0x100; i < image.length; i++) {
      noise = noise * 6364136223846793005L + 1442695040888963407L;
      image[i] = (byte) (noise >> 56);
    }
    return image;
  }

  /** An image that firmware starts, with sections of these names and contents. */
  static byte[] pe(int machine, String... sections) {
    ByteBuffer image = ByteBuffer.allocate(0x2000).order(ByteOrder.LITTLE_ENDIAN);
    image.put(0, "MZ".getBytes(StandardCharsets.US_ASCII));
    image.putInt(0x3c, 0x80);
    image.put(0x80, "PE".getBytes(StandardCharsets.US_ASCII));
    image.putShort(0x84, (short) machine);
    image.putShort(0x86, (short) (sections.length / 2));
    image.putShort(0x94, (short) 0x10);
    int content = 0x400;
    for (int i = 0; i < sections.length; i += 2) {
      int at = 0x80 + 24 + 0x10 + i / 2 * 40;
      byte[] bytes = sections[i + 1].getBytes(StandardCharsets.ISO_8859_1);
      image.put(at, sections[i].getBytes(StandardCharsets.US_ASCII));
      image.putInt(at + 8, bytes.length);
      image.putInt(at + 16, (bytes.length + 511) / 512 * 512);
      image.putInt(at + 20, content);
      image.put(content, bytes);
      content += (bytes.length + 511) / 512 * 512;
    }
    return image.array();
  }

  @Test
  void tellsTheArchitectureByTheMarkOfItsImage() throws IOException {
    assertThat(arch(with(4096, 0x38, 'A', 'R', 'M', 0x64))).isEqualTo("aarch64");
    assertThat(arch(with(4096, 0x38, 'R', 'S', 'C', 5))).isEqualTo("riscv64");
    assertThat(arch(with(4096, 0x24, 0x18, 0x28, 0x6f, 0x01))).isEqualTo("arm");
    assertThat(arch(with(0x10100, 0x10008, 'S', '3', '9', '0', 'E', 'P'))).isEqualTo("s390x");
    assertThat(arch(with(64, 0, 0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 21)))
        .isEqualTo("ppc64le");
    assertThat(read(new byte[0])).isEqualTo(KernelImage.UNKNOWN);
    assertThat(read(new byte[4096])).isEqualTo(KernelImage.UNKNOWN);
  }

  @Test
  void looksIntoACompressedImage() throws IOException {
    byte[] arm64 = with(1 << 16, 0x38, 'A', 'R', 'M', 0x64);
    assertThat(arch(gzip(noisy(arm64)))).isEqualTo("aarch64");

    byte[] damaged = gzip(noisy(arm64));
    damaged[20] ^= 0x55;
    damaged[12] ^= 0x7f;
    assertThat(read(damaged).release()).isNull();
  }

  @Test
  void readsTheReleaseOfAnX86Image() throws IOException {
    assertThat(read(KernelsTest.image("6.9.1-arch1-1 (linux@archlinux) #1")))
        .isEqualTo(new KernelImage("6.9.1-arch1-1", "x86_64", false));

    byte[] image = KernelsTest.image("6.9.1 x");
    image[0x236] = 0;
    assertThat(read(image)).isEqualTo(new KernelImage("6.9.1", "i386", false));
    image[0x206] = 0x0b; // protocol 2.11 does not tell
    assertThat(read(image)).isEqualTo(new KernelImage("6.9.1", null, false));
  }

  @ParameterizedTest
  @CsvSource({
    "0x8664, x86_64",
    "0x14c, i386",
    "0xaa64, aarch64",
    "0x1c2, arm",
    "0x5064, riscv64",
    "0x6264, loongarch64",
    "0x1234,",
  })
  void readsTheMachineOfAnImageForFirmware(int machine, @Nullable String arch) throws IOException {
    assertThat(read(pe(machine))).isEqualTo(new KernelImage(null, arch, false));
  }

  @Test
  void readsTheSectionsOfAUnifiedImage() throws IOException {
    assertThat(read(pe(0x8664, ".osrel", "ID=x", ".uname", "6.6.1-1.fc39", ".initrd", "x")))
        .isEqualTo(new KernelImage("6.6.1-1.fc39", "x86_64", true));

    String kernel = new String(KernelsTest.image("6.7.0 (x)"), StandardCharsets.ISO_8859_1);
    assertThat(read(pe(0x8664, ".linux", kernel)))
        .isEqualTo(new KernelImage("6.7.0", "x86_64", false));
  }

  @Test
  void survivesDamage() throws IOException {
    String kernel = new String(KernelsTest.image("6.7.0 (x)"), StandardCharsets.ISO_8859_1);
    byte[] unified = pe(0x8664, ".linux", kernel, ".uname", "6.6.1-1.fc39", ".initrd", "x");
    Mutations.run(
        unified,
        List.of(new int[] {0x3c, 0x40}, new int[] {0x80, 0x120}),
        (damaged, session) -> KernelImage.read(new MemorySource("kernel", damaged, session)));
    Mutations.run(
        gzip(noisy(with(1 << 13, 0x38, 'A', 'R', 'M', 0x64))),
        List.of(new int[] {0, 64}),
        (damaged, session) -> KernelImage.read(new MemorySource("kernel", damaged, session)));
  }
}
