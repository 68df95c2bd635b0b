package io.guestkit.filesystem.btrfs.file;

import io.guestkit.filesystem.btrfs.superblock.Superblock.RootPointer;
import io.guestkit.filesystem.btrfs.superblock.Uuids;
import io.guestkit.filesystem.btrfs.tree.Item;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The root of a tree. Little-endian, 439 bytes; 239 where it was written before Linux 3.6. Source:
 * Linux include/uapi/linux/btrfs_tree.h, btrfs_root_item.
 *
 * @param root where the tree starts
 * @param rootDirectory number of the inode that its root directory is
 * @param usedBytes bytes of its nodes
 * @param readOnly whether it is a read-only subvolume
 * @param references 0 where it was deleted
 * @param uuid of the subvolume, or {@link Uuids#NONE}
 * @param parentUuid of the subvolume that it is a snapshot of, or {@link Uuids#NONE}
 * @param created when it was made, or null where it is not kept
 */
public record RootItem(
    RootPointer root,
    long rootDirectory,
    long usedBytes,
    boolean readOnly,
    long references,
    UUID uuid,
    UUID parentUuid,
    @Nullable Instant created) {
  private static final int OLD_LENGTH = 239;
  private static final int LENGTH = 439;
  private static final int MAX_LEVEL = 8;
  private static final long READ_ONLY = 1;

  /** Reads an item. */
  public static RootItem read(Item item) throws IOException {
    item.check(item.length() >= OLD_LENGTH, 0, "bytes of a root:", item.length());
    long generation = item.u64(160);
    item.check(item.u8(238) < MAX_LEVEL, 238, "level", item.u8(238));
    // A kernel that does not know the newer fields leaves them behind.
    boolean isNew = item.length() >= LENGTH && item.bits64(239) == generation;
    Instant created = isNew ? Times.read(item, 339) : Instant.EPOCH;
    return new RootItem(
        new RootPointer(item.u64(176), generation, item.u8(238)),
        item.bits64(168),
        item.u64(192),
        (item.bits64(208) & READ_ONLY) != 0,
        item.u32(216),
        isNew ? item.uuid(247) : Uuids.NONE,
        isNew ? item.uuid(263) : Uuids.NONE,
        created.equals(Instant.EPOCH) ? null : created);
  }
}
