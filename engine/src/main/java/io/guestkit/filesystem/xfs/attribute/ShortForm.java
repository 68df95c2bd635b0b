package io.guestkit.filesystem.xfs.attribute;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Attributes in the inode, big-endian: bytes in use (16 bits), count (8), padding; then of each
 * lengths of name and value (8 each), flags (8), name, value. Source: "XFS Algorithms &amp; Data
 * Structures", "Short Form Attributes".
 */
final class ShortForm {
  private static final int HEADER = 4;
  private static final int NAME_AT = 3;

  private ShortForm() {}

  static List<Attribute> read(Struct s) throws IOException {
    s.check(s.length() >= HEADER, 0, "%d bytes for attributes", s.length());
    int end = s.u16(0);
    s.check(end >= HEADER && end <= s.length(), 0, "%d bytes of attributes", end);
    List<Attribute> attributes = new ArrayList<>();
    int at = HEADER;
    for (int left = s.u8(2); left > 0; left--) {
      s.check(at + NAME_AT <= end, at, "attribute past the end");
      int nameLength = s.u8(at);
      int valueLength = s.u8(at + 1);
      int valueAt = at + NAME_AT + nameLength;
      s.check(valueAt + valueLength <= end, at, "attribute past the end");
      attributes.add(
          new Attribute(
              s.u8(at + 2),
              s.bytes(at + NAME_AT, nameLength),
              s.bytes(valueAt, valueLength),
              Attribute.INLINE,
              valueLength));
      at = valueAt + valueLength;
    }
    return attributes;
  }
}
