package io.guestkit.inspect.kernels;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Header of an x86 kernel image, little-endian. Source: The Linux/x86 Boot Protocol, "The Real-Mode
 * Kernel Header".
 *
 * @param versionOffset where the text of the version starts in the image
 */
record KernelHeader(int versionOffset) {
  /** "HdrS". */
  private static final int MAGIC = 0x53726448;

  private static final int MAGIC_OFFSET = 0x202;
  private static final int HEADER_END = 0x210;

  /** 128: uname(2) keeps a release in 65 bytes; the first blank ends it. */
  private static final int MAX_RELEASE = 128;

  /** Returns the release as uname -r prints it, or empty where the image does not tell it so. */
  static Optional<String> release(BlockSource image) throws IOException {
    if (image.size() < HEADER_END + MAX_RELEASE) {
      return Optional.empty();
    }
    Struct s = Struct.littleEndian("kernel header", image, MAGIC_OFFSET, HEADER_END - MAGIC_OFFSET);
    KernelHeader header = new KernelHeader(0x200 + s.u16(0x0c));
    boolean told = s.u32(0) == MAGIC && s.u16(4) >= 0x200 && s.u16(0x0c) != 0;
    return told && header.versionOffset <= image.size() - MAX_RELEASE
        ? header.text(image)
        : Optional.empty();
  }

  private Optional<String> text(BlockSource image) throws IOException {
    byte[] bytes = image.readBytes(versionOffset, MAX_RELEASE);
    int length = 0;
    while (length < bytes.length && bytes[length] > ' ' && bytes[length] < 0x7f) {
      length++;
    }
    return length == 0 || length == bytes.length
        ? Optional.empty()
        : Optional.of(new String(bytes, 0, length, StandardCharsets.US_ASCII));
  }
}
