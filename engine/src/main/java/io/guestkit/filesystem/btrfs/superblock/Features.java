package io.guestkit.filesystem.btrfs.superblock;

import java.util.ArrayList;
import java.util.List;

/**
 * Bits of the superblock's feature words. Source: Linux 6.18 include/uapi/linux/btrfs.h.
 *
 * @param compatRo compat_ro_flags: only a writer must know these
 * @param incompat incompat_flags: a reader must know all of these
 */
public record Features(long compatRo, long incompat) {
  static final long METADATA_UUID = 1 << 10;

  private static final long ZONED = 1 << 12;
  private static final long EXTENT_TREE_V2 = 1 << 13;
  private static final long RAID_STRIPE_TREE = 1 << 14;

  private static final long FREE_SPACE_TREE = 1;
  private static final long BLOCK_GROUP_TREE = 1 << 3;

  /** What Linux 6.18 knows, without the features that are not read. */
  private static final long READ = 0x17fff & ~(ZONED | EXTENT_TREE_V2 | RAID_STRIPE_TREE);

  /** By their bit, as {@code btrfs inspect-internal dump-super} names them. */
  private static final List<String> INCOMPAT_NAMES =
      List.of(
          "MIXED_BACKREF",
          "DEFAULT_SUBVOL",
          "MIXED_GROUPS",
          "COMPRESS_LZO",
          "COMPRESS_ZSTD",
          "BIG_METADATA",
          "EXTENDED_IREF",
          "RAID56",
          "SKINNY_METADATA",
          "NO_HOLES",
          "METADATA_UUID",
          "RAID1C34",
          "ZONED",
          "EXTENT_TREE_V2",
          "RAID_STRIPE_TREE",
          "unknown flag: 0x8000",
          "SIMPLE_QUOTA");

  private static final List<String> COMPAT_RO_NAMES =
      List.of("FREE_SPACE_TREE", "FREE_SPACE_TREE_VALID", "VERITY", "BLOCK_GROUP_TREE");

  boolean hasMetadataUuid() {
    return (incompat & METADATA_UUID) != 0;
  }

  /** Returns whether free space is kept in a tree. */
  public boolean hasFreeSpaceTree() {
    return (compatRo & FREE_SPACE_TREE) != 0;
  }

  /** Returns whether block groups have a tree of their own. */
  public boolean hasBlockGroupTree() {
    return (compatRo & BLOCK_GROUP_TREE) != 0;
  }

  /** Returns the names of the incompatible features that are not read. */
  List<String> unsupported() {
    return names(incompat & ~READ, INCOMPAT_NAMES);
  }

  /** Returns the names of all features, in the order of dump-super. */
  public List<String> names() {
    List<String> names = names(compatRo, COMPAT_RO_NAMES);
    names.addAll(names(incompat, INCOMPAT_NAMES));
    return names;
  }

  private static List<String> names(long flags, List<String> known) {
    List<String> names = new ArrayList<>();
    for (long left = flags; left != 0; left &= left - 1) {
      int bit = Long.numberOfTrailingZeros(left);
      names.add(
          bit < known.size()
              ? known.get(bit)
              : "unknown flag: 0x" + Long.toHexString(Long.lowestOneBit(left)));
    }
    return names;
  }
}
