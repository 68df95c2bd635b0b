/**
 * What stands at the places of a device that are fixed: the superblock and its copies, the features
 * and the checksum algorithm that it names.
 *
 * <p>Source: Btrfs documentation, "On-disk Format", superblock; Linux
 * include/uapi/linux/btrfs_tree.h.
 */
@NullMarked
package io.guestkit.filesystem.btrfs.superblock;

import org.jspecify.annotations.NullMarked;
