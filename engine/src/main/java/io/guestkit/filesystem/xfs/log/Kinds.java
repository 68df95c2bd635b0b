package io.guestkit.filesystem.xfs.log;

import io.guestkit.filesystem.xfs.layout.BlockHeader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where metadata of version 5 keeps checksum, sequence number and UUID, by its magic. Source: "XFS
 * Algorithms &amp; Data Structures", each structure.
 */
record Kinds(int checksumAt, int placeAt, int uuidAt) {
  private static final Kinds SHORT_TREE = of(BlockHeader.SHORT_TREE, 0x18, 0x20);
  private static final Kinds LONG_TREE = of(BlockHeader.LONG_TREE, 0x20, 0x28);
  private static final Kinds DIRECTORY = of(BlockHeader.DIRECTORY, 0x10, 0x18);
  private static final Kinds INDEX = of(BlockHeader.INDEX, 0x18, 0x20);
  private static final Kinds LINK = of(BlockHeader.REMOTE, 0x30, 0x10);

  /** No sequence number: values of attributes are not logged. */
  private static final Kinds VALUE = of(BlockHeader.REMOTE, -1, 0x10);

  private static final Kinds SUPERBLOCK = new Kinds(0xe0, 0xf0, 0x20);
  private static final Kinds AGF = new Kinds(0xd8, 0xd0, 0x40);
  private static final Kinds AGI = new Kinds(0x138, 0x140, 0x128);
  private static final Kinds AGFL = new Kinds(0x20, 0x18, 0x08);

  private static Kinds of(BlockHeader header, int placeAt, int uuidAt) {
    return new Kinds(header.checksumAt(), placeAt, uuidAt);
  }

  /** Returns what a buffer is, or null where it keeps no checksum as a whole. */
  static @Nullable Kinds of(ByteBuffer buffer) {
    Kinds byFirst =
        switch (buffer.getInt(0)) {
          case 0x58465342 -> SUPERBLOCK;
          case 0x58414746 -> AGF;
          case 0x58414749 -> AGI;
          case 0x5841464c -> AGFL;
          // AB3B, AB3C, IAB3, FIB3, RMB3, R3FC
          case 0x41423342, 0x41423343, 0x49414233, 0x46494233, 0x524d4233, 0x52334643 -> SHORT_TREE;
          case 0x424d4133 -> LONG_TREE;
          // XDB3, XDD3, XDF3
          case 0x58444233, 0x58444433, 0x58444633 -> DIRECTORY;
          case 0x58534c4d -> LINK;
          case 0x5841524d -> VALUE;
          default -> null;
        };
    if (byFirst != null) {
      return byFirst;
    }
    return switch (buffer.getShort(8) & 0xffff) {
      case 0x3df1, 0x3dff, 0x3ebe, 0x3bee -> INDEX;
      default -> null;
    };
  }
}
