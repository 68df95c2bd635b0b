package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * ISO 9660 with Joliet, and High Sierra. Sources: ECMA-119, 8.4; Joliet specification (1995). The
 * identifier is the time of modification, as blkid has it.
 */
final class Iso9660 {
  private static final int START = 0x8000;
  private static final int SECTOR = 0x800;

  /** 16: discs have three or four descriptors; as blkid. */
  private static final int MAX_DESCRIPTORS = 16;

  private static final int PRIMARY = 1;
  private static final int SUPPLEMENTARY = 2;
  private static final int TERMINATOR = 255;
  private static final int LABEL_LENGTH = 32;
  private static final int DATE_LENGTH = 16;

  private Iso9660() {}

  static Optional<Signature> recognise(Probe probe) throws IOException {
    if (!probe.has(START + 1, "CD001")) {
      return probe.has(START + 9, "CDROM") ? highSierra(probe) : Optional.empty();
    }
    Struct primary = null;
    Struct joliet = null;
    for (int i = 0; i < MAX_DESCRIPTORS; i++) {
      long offset = START + (long) i * SECTOR;
      if (offset + SECTOR > probe.size()) {
        break;
      }
      Struct s = probe.little(offset, SECTOR);
      int type = s.u8(0);
      if (type == TERMINATOR) {
        break;
      }
      if (type == PRIMARY && primary == null) {
        primary = s;
      } else if (type == SUPPLEMENTARY && joliet == null && isJoliet(s)) {
        joliet = s;
      }
    }
    if (primary == null || primary.u16(128) == 0) {
      return Optional.empty();
    }
    String modified = date(primary, 830, primary.u8(846));
    return Optional.of(
        Signature.of("iso9660", Signature.FILESYSTEM)
            .withVersion(joliet == null ? null : "Joliet Extension")
            .withUuid(modified == null ? date(primary, 813, primary.u8(829)) : modified)
            .withLabel(
                joliet == null ? Text.label(primary, 40, LABEL_LENGTH) : merged(primary, joliet)));
  }

  private static Optional<Signature> highSierra(Probe probe) throws IOException {
    Struct s = probe.little(START + 8, SECTOR - 8);
    String modified = date(s, 806, 0);
    return Optional.of(
        Signature.of("iso9660", Signature.FILESYSTEM)
            .withVersion("High Sierra")
            .withUuid(modified == null ? date(s, 790, 0) : modified)
            .withLabel(Text.label(s, 40, LABEL_LENGTH)));
  }

  private static boolean isJoliet(Struct s) {
    String escape = s.latin1(88, 3);
    return escape.equals("%/@") || escape.equals("%/C") || escape.equals("%/E");
  }

  private static @Nullable String date(Struct s, int at, int zone) {
    String digits = new String(s.bytes(at, DATE_LENGTH), StandardCharsets.ISO_8859_1);
    boolean unset = zone == 0 && digits.equals("0".repeat(DATE_LENGTH));
    if (unset || digits.equals("\0".repeat(DATE_LENGTH))) {
      return null;
    }
    StringBuilder date = new StringBuilder(digits);
    for (int hyphen = 14; hyphen >= 4; hyphen -= 2) {
      date.insert(hyphen, '-');
    }
    return Text.toNul(date.toString());
  }

  /**
   * Joliet has room for half of the characters, the primary descriptor for few of them: where they
   * are two views of one label, that label is put together again.
   */
  private static @Nullable String merged(Struct primary, Struct joliet) {
    byte[] ascii = primary.bytes(40, LABEL_LENGTH);
    String unicode = new String(joliet.bytes(40, LABEL_LENGTH), StandardCharsets.UTF_16BE);
    StringBuilder label = new StringBuilder(LABEL_LENGTH);
    int at = 0;
    for (int i = 0; i < unicode.length() && at < ascii.length; at++) {
      int point = unicode.codePointAt(i);
      i += Character.charCount(point);
      int plain = ascii[at] & 0xff;
      if (plain == '_') { // stands for what has no place in ASCII
        label.appendCodePoint(point);
      } else if (point == '_') {
        label.append((char) plain);
      } else if (upper(point) == upper(plain)) {
        label.appendCodePoint(isUpper(plain) ? point : plain);
      } else {
        return Text.trimmed(Text.toNul(unicode));
      }
    }
    for (; at < ascii.length; at++) {
      label.append((char) (ascii[at] & 0xff));
    }
    return Text.trimmed(Text.toNul(label.toString()));
  }

  private static int upper(int c) {
    return c >= 'a' && c <= 'z' ? c - 32 : c;
  }

  private static boolean isUpper(int c) {
    return c >= 'A' && c <= 'Z';
  }
}
