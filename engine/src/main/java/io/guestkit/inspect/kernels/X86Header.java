package io.guestkit.inspect.kernels;

import io.guestkit.block.BlockSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Header of an x86 kernel image, little-endian. Source: The Linux/x86 Boot Protocol, "The Real-Mode
 * Kernel Header".
 *
 * @param protocol version of the protocol, 0x20f for 2.15
 * @param versionOffset where the text of the version starts in the image, 0 for none
 * @param loadFlags flags of how it may be loaded, since protocol 2.12
 */
record X86Header(int protocol, int versionOffset, int loadFlags) {
  /** "HdrS". */
  private static final int MAGIC = 0x53726448;

  private static final int LOAD_FLAGS_PROTOCOL = 0x20c;
  private static final int IS_64_BIT = 1;
  private static final int HEADER_END = 0x238;

  /** 128: uname(2) keeps a release in 65 bytes; the first blank ends it. */
  private static final int MAX_RELEASE = 128;

  /** Returns the header in the first bytes of an image, or empty where it is no such image. */
  static Optional<X86Header> of(byte[] head) {
    if (head.length < HEADER_END) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    int version = Short.toUnsignedInt(bytes.getShort(0x20e));
    X86Header header =
        new X86Header(
            Short.toUnsignedInt(bytes.getShort(0x206)),
            version == 0 ? 0 : 0x200 + version,
            Short.toUnsignedInt(bytes.getShort(0x236)));
    return bytes.getInt(0x202) == MAGIC && header.protocol >= 0x200
        ? Optional.of(header)
        : Optional.empty();
  }

  /** Returns x86_64 or i386, or null where the protocol is too old to tell. */
  @Nullable String arch() {
    if (protocol < LOAD_FLAGS_PROTOCOL) {
      return null;
    }
    return (loadFlags & IS_64_BIT) == 0 ? "i386" : "x86_64";
  }

  /** Returns the release as uname -r prints it, or empty where the image does not tell it so. */
  Optional<String> release(BlockSource image) throws IOException {
    if (versionOffset == 0 || versionOffset > image.size() - MAX_RELEASE) {
      return Optional.empty();
    }
    return word(image.readBytes(versionOffset, MAX_RELEASE));
  }

  /** Returns the printable characters up to the first blank or control character. */
  static Optional<String> word(byte[] bytes) {
    int length = 0;
    while (length < bytes.length && bytes[length] > ' ' && bytes[length] < 0x7f) {
      length++;
    }
    return length == 0 || length == bytes.length
        ? Optional.empty()
        : Optional.of(new String(bytes, 0, length, StandardCharsets.US_ASCII));
  }
}
