package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * BitLocker of Windows Vista, 7 and later, and BitLocker To Go. Source: libbde, BitLocker Drive
 * Encryption (BDE) format specification.
 */
final class Bitlocker {
  private static final String SIGNATURE = "-FVE-FS-";
  private static final int BLOCK_HEADER = 64;
  private static final int METADATA_HEADER = 48;
  private static final int ENTRY_HEADER = 8;
  private static final int DESCRIPTION = 7;
  private static final int STRING = 2;

  /** 64 KiB: the metadata block's size; bounds the allocation. */
  private static final int MAX_METADATA = 1 << 16;

  private Bitlocker() {}

  static Optional<Signature> recognise(Probe probe) throws IOException {
    Signature bitlocker = Signature.of("BitLocker", Signature.CRYPTO);
    if (probe.has(0, "\u00ebR\u0090" + SIGNATURE)) {
      return Optional.of(bitlocker);
    }
    boolean toGo = probe.has(0, "\u00ebX\u0090MSWIN4.1");
    if (!toGo && !probe.has(0, "\u00ebX\u0090" + SIGNATURE)) {
      return Optional.empty();
    }
    long offset = probe.little(0, 512).bits64(toGo ? 0x1b8 : 0xb0);
    if (offset <= 0 || offset % 64 != 0 || !probe.has(offset, SIGNATURE)) {
      return Optional.empty();
    }
    Struct s = probe.little(offset, BLOCK_HEADER + METADATA_HEADER);
    bitlocker =
        bitlocker
            .withVersion(Integer.toString(s.u16(10)))
            .withUuid(Text.guid(s, BLOCK_HEADER + 16));
    long length = s.u32(BLOCK_HEADER);
    return Optional.of(
        length > MAX_METADATA
            ? bitlocker
            : description(probe.little(offset + BLOCK_HEADER, (int) length), bitlocker));
  }

  private static Signature description(Struct s, Signature bitlocker) {
    int at = METADATA_HEADER;
    while (at + ENTRY_HEADER < s.length()) {
      int length = s.u16(at);
      if (length < ENTRY_HEADER || at + length > s.length()) {
        break;
      }
      if (s.u16(at + 2) == DESCRIPTION && s.u16(at + 4) == STRING) {
        return bitlocker.withLabel(
            Text.utf16(s, at + ENTRY_HEADER, length - ENTRY_HEADER, StandardCharsets.UTF_16LE));
      }
      at += length;
    }
    return bitlocker;
  }
}
