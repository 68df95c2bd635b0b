package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * UDF in blocks of 512 to 4096 bytes. Sources: ECMA-167, parts 2 and 3; OSTA, UDF Specification
 * 2.60. The label is the logical volume's, the identifier of blkid's making from the volume set's.
 */
final class Udf {
  private static final int RECOGNITION = 0x8000;

  /** 64: as blkid; real sequences have three to six descriptors. */
  private static final int MAX_DESCRIPTORS = 64;

  private static final int PRIMARY = 1;
  private static final int ANCHOR = 2;
  private static final int LOGICAL = 6;
  private static final int TERMINATING = 8;
  private static final int INTEGRITY = 9;
  private static final String CHARSET = "OSTA Compressed Unicode";

  private final Probe probe;
  private @Nullable String uuid;
  private @Nullable String label;
  private boolean isUdf;
  private boolean hasLabel;
  private int revision;
  private long integrityBlock;
  private long integrityLength;

  private Udf(Probe probe) {
    this.probe = probe;
  }

  static Optional<Signature> recognise(Probe probe) throws IOException {
    for (int blockSize = 512; blockSize <= 4096; blockSize *= 2) {
      if (!isRecognised(probe, Math.max(2048, blockSize))) {
        continue;
      }
      for (int block = 256; block <= 512; block += 256) {
        long offset = (long) block * blockSize;
        if (offset > probe.size() - 512) {
          continue;
        }
        Struct anchor = probe.little(offset, 32);
        if (anchor.u16(0) == ANCHOR && anchor.u32(12) == block) {
          return new Udf(probe).read(anchor.u32(20), anchor.u32(16) / blockSize, blockSize);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isRecognised(Probe probe, int step) throws IOException {
    for (int i = 0; i < MAX_DESCRIPTORS; i++) {
      long at = RECOGNITION + (long) i * step + 1;
      if (probe.has(at, "NSR02") || probe.has(at, "NSR03")) {
        return true;
      }
      boolean other =
          probe.has(at, "BEA01")
              || probe.has(at, "BOOT2")
              || probe.has(at, "CD001")
              || probe.has(at, "CDW02")
              || probe.has(at, "TEA01");
      if (!other) {
        return false;
      }
    }
    return false;
  }

  private Optional<Signature> read(long first, long count, int blockSize) throws IOException {
    for (long i = 0; i < Math.min(count, MAX_DESCRIPTORS); i++) {
      Struct s = probe.little((first + i) * blockSize, 512);
      int tag = s.u16(0);
      if (tag == 0 || tag == TERMINATING || s.u32(12) != first + i) {
        break;
      }
      if (tag == PRIMARY) {
        primary(s);
      } else if (tag == LOGICAL) {
        logical(s);
      }
    }
    if (!isUdf) {
      return Optional.empty();
    }
    if (integrityLength >= 512) {
      integrity(integrityBlock * blockSize);
    }
    return Optional.of(
        Signature.of("udf", Signature.FILESYSTEM)
            .withVersion(revision == 0 ? null : "%x.%02x".formatted(revision >> 8, revision & 0xff))
            .withUuid(uuid)
            .withLabel(label));
  }

  private void primary(Struct s) {
    if (uuid == null && hasCharset(s, 200)) {
      Charset charset = charset(s.u8(72));
      String identifier =
          charset == null ? "" : Text.toNul(new String(s.bytes(73, clamp(s.u8(199))), charset));
      uuid = uuid(identifier.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void logical(Struct s) {
    if (s.u32(268) != 0 && integrityLength == 0) {
      integrityLength = s.u32(432);
      integrityBlock = s.u32(436);
    }
    if (s.latin1(217, 23).equals("*OSTA UDF Compliant")) {
      isUdf = true;
      if (revision == 0) {
        revision = s.u16(240);
      }
    }
    Charset charset = charset(s.u8(84));
    if (!hasLabel && charset != null && hasCharset(s, 20)) {
      hasLabel = true;
      label = Text.trimmed(Text.toNul(new String(s.bytes(85, clamp(s.u8(211))), charset)));
    }
  }

  /** The newest revision of the three that the disc names: some writers keep the others older. */
  private void integrity(long offset) throws IOException {
    if (offset > probe.size() - 512) {
      return;
    }
    Struct s = probe.little(offset, 80);
    long partitions = s.u32(72);
    long use = offset + 80 + 8 * partitions;
    if (s.u16(0) == INTEGRITY && s.u32(76) >= 46 && use <= probe.size() - 46) {
      Struct implementation = probe.little(use, 46);
      revision = Math.max(revision, implementation.u16(40));
      revision = Math.max(revision, implementation.u16(42));
    }
  }

  private static boolean hasCharset(Struct s, int at) {
    return s.u8(at) == 0 && s.latin1(at + 1, 63).equals(CHARSET);
  }

  private static @Nullable Charset charset(int compression) {
    return switch (compression) {
      case 8 -> StandardCharsets.ISO_8859_1;
      case 16 -> StandardCharsets.UTF_16BE;
      default -> null;
    };
  }

  /** Returns the characters' bytes of a field whose length counts the byte in front of them. */
  private static int clamp(int length) {
    return Math.min(Math.max(length - 1, 0), 126);
  }

  private static @Nullable String uuid(byte[] id) {
    if (id.length < 8) {
      return null;
    }
    int digits = 0;
    while (digits < Math.min(16, id.length) && Character.digit(id[digits], 16) >= 0) {
      digits++;
    }
    byte[] padded = Arrays.copyOf(id, 16);
    String text = new String(padded, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    if (digits == 16) {
      return text;
    }
    String hex = HexFormat.of().formatHex(padded);
    return digits < 8 ? hex.substring(0, 16) : text.substring(0, 8) + hex.substring(16, 24);
  }
}
