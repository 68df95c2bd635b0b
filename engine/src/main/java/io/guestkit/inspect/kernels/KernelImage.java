package io.guestkit.inspect.kernels;

import io.guestkit.block.BlockSource;
import io.guestkit.inspect.ElfHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a kernel's image say. Sources, all of Linux 6.12: The Linux/x86 Boot
 * Protocol; Documentation/arch/arm64/booting.rst; Documentation/arch/riscv/boot-image-header.rst;
 * the marks of arch/arm and arch/s390's images; UEFI 2.10, 4, for images that firmware starts.
 *
 * @param release as uname -r prints it, or null where the image does not tell it so
 * @param arch by libguestfs's name, or null
 * @param initramfs whether an initial RAM filesystem is in the image
 */
record KernelImage(@Nullable String release, @Nullable String arch, boolean initramfs) {
  static final KernelImage UNKNOWN = new KernelImage(null, null, false);

  /** 1 KiB: the longest header, that of x86, ends at 0x268. */
  private static final int HEAD_BYTES = 1024;

  /** 8 KiB: compressed, more than the head of an image takes. */
  private static final int COMPRESSED_BYTES = 8 << 10;

  private static final int ARM64_MAGIC = 0x644d5241; // ARM, 0x64
  private static final int RISCV_MAGIC = 0x05435352; // RSC, 5
  private static final int ARM_MAGIC = 0x016f2818;
  private static final int S390_MARK_OFFSET = 0x10008;
  private static final int GZIP_MAGIC = 0x8b1f;

  /** Reads an image. */
  static KernelImage read(BlockSource image) throws IOException {
    byte[] head = image.readBytes(0, (int) Math.min(image.size(), HEAD_BYTES));
    KernelImage found = ofHead(head);
    if (head.length == HEAD_BYTES && ((head[0] & 0xff) | ((head[1] & 0xff) << 8)) == GZIP_MAGIC) {
      int length = (int) Math.min(image.size(), COMPRESSED_BYTES);
      return ofHead(inflated(image.readBytes(0, length)));
    }
    Optional<X86Header> x86 = X86Header.of(head);
    if (x86.isPresent()) {
      String release = x86.get().release(image).orElse(null);
      return new KernelImage(release, x86.get().arch(), false);
    }
    if (head.length > 1 && head[0] == 'M' && head[1] == 'Z') {
      return found.or(PeImage.read(image));
    }
    return found.arch == null && isS390(image) ? new KernelImage(null, "s390x", false) : found;
  }

  private KernelImage or(Optional<KernelImage> other) {
    return other
        .map(image ->
            image.arch == null ? new KernelImage(image.release, arch, image.initramfs) : image)
        .orElse(this);
  }

  private static KernelImage ofHead(byte[] head) {
    Optional<ElfHeader> elf = ElfHeader.of(head);
    if (elf.isPresent()) {
      return new KernelImage(null, elf.get().architecture(), false);
    }
    if (head.length < 0x40) {
      return UNKNOWN;
    }
    ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    String arch = null;
    if (bytes.getInt(0x38) == ARM64_MAGIC) {
      arch = "aarch64";
    } else if (bytes.getInt(0x38) == RISCV_MAGIC) {
      arch = "riscv64";
    } else if (bytes.getInt(0x24) == ARM_MAGIC) {
      arch = "arm";
    }
    return new KernelImage(null, arch, false);
  }

  /** Linux of today runs in 64 bits only on this machine; the mark is the same in both. */
  private static boolean isS390(BlockSource image) throws IOException {
    if (image.size() < S390_MARK_OFFSET + 6) {
      return false;
    }
    byte[] mark = image.readBytes(S390_MARK_OFFSET, 6);
    return new String(mark, StandardCharsets.ISO_8859_1).equals("S390EP");
  }

  /** Returns the first bytes of what a gzip file holds, as far as they can be had. */
  private static byte[] inflated(byte[] file) {
    byte[] head = new byte[HEAD_BYTES];
    int start = GzipHeader.length(file);
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(file, start, file.length - start);
      int length = inflater.inflate(head);
      return Arrays.copyOf(head, length);
    } catch (DataFormatException e) {
      return new byte[0]; // what is damaged tells no architecture
    } finally {
      inflater.end();
    }
  }
}
