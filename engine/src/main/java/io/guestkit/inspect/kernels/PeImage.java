package io.guestkit.inspect.kernels;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image that UEFI firmware starts, little-endian: a kernel, or a unified kernel image, which
 * holds kernel, initial RAM filesystem and release as sections. Sources: PE format of Microsoft,
 * "COFF File Header" and "Section Table"; UAPI.5, Unified Kernel Image.
 */
final class PeImage {
  private static final int MAGIC = 0x4550; // PE, 0, 0
  private static final int HEADER_BYTES = 24;
  private static final int SECTION_BYTES = 40;

  /** 64: a unified kernel image has some ten. */
  private static final int MAX_SECTIONS = 64;

  /** 128: uname(2) keeps a release in 65 bytes. */
  private static final int MAX_RELEASE = 128;

  private PeImage() {}

  /** Returns what the image is, or empty where it is none. */
  static Optional<KernelImage> read(BlockSource image) throws IOException {
    if (image.size() < 0x40) {
      return Optional.empty();
    }
    long at = Struct.littleEndian("DOS header", image, 0x3c, 4).u32(0);
    if (at > image.size() - HEADER_BYTES) {
      return Optional.empty();
    }
    Struct header = Struct.littleEndian("PE header", image, at, HEADER_BYTES);
    if (header.u32(0) != MAGIC) {
      return Optional.empty();
    }
    String arch = arch(header.u16(4));
    int count = Math.min(header.u16(6), MAX_SECTIONS);
    long sections = at + HEADER_BYTES + header.u16(20);
    int length = count * SECTION_BYTES;
    return sections > image.size() - length
        ? Optional.of(new KernelImage(null, arch, false))
        : Optional.of(ofSections(image, arch, image.readBytes(sections, length)));
  }

  private static KernelImage ofSections(BlockSource image, @Nullable String arch, byte[] table)
      throws IOException {
    String release = null;
    boolean initramfs = false;
    String kernelRelease = null;
    for (int at = 0; at < table.length; at += SECTION_BYTES) {
      Section section = Section.of(table, at);
      switch (section.name()) {
        case ".initrd" -> initramfs = true;
        case ".uname" -> release = section.text(image);
        case ".linux" -> kernelRelease = section.kernelRelease(image);
        default -> {}
      }
    }
    return new KernelImage(release == null ? kernelRelease : release, arch, initramfs);
  }

  /**
   * A line of the section table.
   *
   * @param name up to eight characters
   * @param size bytes of it that count
   * @param offset where it starts in the file
   */
  private record Section(String name, long size, long offset) {
    static Section of(byte[] table, int at) {
      int end = at;
      while (end < at + 8 && table[end] != 0) {
        end++;
      }
      String name = new String(table, at, end - at, StandardCharsets.ISO_8859_1);
      return new Section(
          name, Math.min(u32(table, at + 8), u32(table, at + 16)), u32(table, at + 20));
    }

    private static long u32(byte[] table, int at) {
      return (table[at] & 0xffL)
          | ((table[at + 1] & 0xffL) << 8)
          | ((table[at + 2] & 0xffL) << 16)
          | ((table[at + 3] & 0xffL) << 24);
    }

    private boolean isIn(BlockSource image) {
      return size > 0 && offset <= image.size() - size;
    }

    @Nullable String text(BlockSource image) throws IOException {
      if (!isIn(image)) {
        return null;
      }
      byte[] bytes = image.readBytes(offset, (int) Math.min(size, MAX_RELEASE));
      return X86Header.word(Arrays.copyOf(bytes, bytes.length + 1)).orElse(null);
    }

    @Nullable String kernelRelease(BlockSource image) throws IOException {
      if (!isIn(image)) {
        return null;
      }
      BlockSource kernel = image.slice("kernel", offset, size);
      byte[] head = kernel.readBytes(0, (int) Math.min(size, 1024));
      Optional<X86Header> header = X86Header.of(head);
      return header.isEmpty() ? null : header.get().release(kernel).orElse(null);
    }
  }

  private static @Nullable String arch(int machine) {
    return switch (machine) {
      case 0x14c -> "i386";
      case 0x8664 -> "x86_64";
      case 0xaa64 -> "aarch64";
      case 0x1c0, 0x1c2, 0x1c4 -> "arm";
      case 0x5032 -> "riscv32";
      case 0x5064 -> "riscv64";
      case 0x6232 -> "loongarch32";
      case 0x6264 -> "loongarch64";
      case 0x200 -> "ia64";
      default -> null;
    };
  }
}
