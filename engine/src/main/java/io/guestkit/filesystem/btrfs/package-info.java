/**
 * Btrfs, on one device or several.
 *
 * <p>Read: nodes of 4 to 64 KiB, mixed block groups, every profile, all checksums, extents of every
 * compression, subvolumes and snapshots, filesystems that grew from a seed, missing devices as far
 * as what is left gives the data back. Not read: zoned devices, the second extent tree, the stripe
 * tree. The log of what was synchronised after the last commit is not replayed; a problem says so.
 *
 * <p>Sources: Btrfs documentation, "On-disk Format"; Linux include/uapi/linux/btrfs_tree.h; for the
 * usage fs/btrfs/super.c, btrfs_statfs.
 */
@NullMarked
package io.guestkit.filesystem.btrfs;

import org.jspecify.annotations.NullMarked;
