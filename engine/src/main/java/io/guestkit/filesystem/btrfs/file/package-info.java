/**
 * Subvolumes and what is in them: inodes, directories and attributes.
 *
 * <p>Source: Btrfs documentation, "On-disk Format", root, inode and directory items.
 */
@NullMarked
package io.guestkit.filesystem.btrfs.file;

import org.jspecify.annotations.NullMarked;
