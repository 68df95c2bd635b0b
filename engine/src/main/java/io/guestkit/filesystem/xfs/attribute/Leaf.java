package io.guestkit.filesystem.xfs.attribute;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A leaf of attributes, big-endian: entries of hash (32 bits), place (16), flags (8), padding; and
 * at those places lengths, name and value, or where the value is. Source: "XFS Algorithms &amp;
 * Data Structures", "Leaf Attributes".
 *
 * @param following the leaf behind it, 0 where there is none
 */
record Leaf(List<Attribute> attributes, long following) {
  private static final int ENTRY = 8;
  private static final int LOCAL = 0x1;

  static Leaf read(Struct s, boolean v5, int blockSize) throws IOException {
    int header = v5 ? 80 : 32;
    int countAt = v5 ? 56 : 12;
    int count = s.u16(countAt);
    s.check(count <= (s.length() - header) / ENTRY, countAt, "%d attributes", count);
    List<Attribute> attributes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int at = header + i * ENTRY;
      int flags = s.u8(at + 6);
      int place = s.u16(at + 4);
      attributes.add(
          (flags & LOCAL) != 0
              ? local(s, at, place, flags)
              : remote(s, at, place, flags, blockSize));
    }
    return new Leaf(attributes, s.u32(0));
  }

  private static Attribute local(Struct s, int at, int place, int flags) throws IOException {
    s.check(place + 3 <= s.length(), at + 4, "attribute at %d", place);
    int valueLength = s.u16(place);
    int nameLength = s.u8(place + 2);
    int valueAt = place + 3 + nameLength;
    s.check(valueAt + valueLength <= s.length(), place, "value of %d bytes", valueLength);
    byte[] value = s.bytes(valueAt, valueLength);
    byte[] name = s.bytes(place + 3, nameLength);
    return new Attribute(flags, name, value, Attribute.INLINE, valueLength);
  }

  private static Attribute remote(Struct s, int at, int place, int flags, int blockSize)
      throws IOException {
    s.check(place + 9 <= s.length(), at + 4, "attribute at %d", place);
    long block = s.u32(place);
    long length = s.u32(place + 4);
    int nameLength = s.u8(place + 8);
    s.check(length <= Attribute.MAX_VALUE, place + 4, "value of %d bytes", length);
    s.check(place + 9 + nameLength <= s.length(), place + 8, "name of %d bytes", nameLength);
    byte[] name = s.bytes(place + 9, nameLength);
    return new Attribute(flags, name, new byte[0], block * blockSize, (int) length);
  }
}
