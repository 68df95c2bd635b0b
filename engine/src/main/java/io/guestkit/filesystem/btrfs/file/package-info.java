/**
 * Subvolumes and what is in them: inodes, directories, attributes and the content of files.
 *
 * <p>Source: Btrfs documentation, "On-disk Format", inode, directory, root and file extent items.
 */
@NullMarked
package io.guestkit.filesystem.btrfs.file;

import org.jspecify.annotations.NullMarked;
