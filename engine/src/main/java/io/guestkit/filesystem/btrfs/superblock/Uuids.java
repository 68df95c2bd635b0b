package io.guestkit.filesystem.btrfs.superblock;

import io.guestkit.block.Struct;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** UUIDs, which stand in structures as their 16 bytes in the order that they are written in. */
public final class Uuids {
  /** What stands where there is none. */
  public static final UUID NONE = new UUID(0, 0);

  private Uuids() {}

  /** Returns the UUID at an offset of a structure. */
  public static UUID read(Struct s, int at) {
    return new UUID(Long.reverseBytes(s.bits64(at)), Long.reverseBytes(s.bits64(at + 8)));
  }

  /** Returns the UUID at an index of little-endian bytes. */
  public static UUID read(ByteBuffer bytes, int at) {
    if (bytes.order() != ByteOrder.LITTLE_ENDIAN) {
      throw new IllegalArgumentException("not little-endian");
    }
    return new UUID(Long.reverseBytes(bytes.getLong(at)), Long.reverseBytes(bytes.getLong(at + 8)));
  }
}
