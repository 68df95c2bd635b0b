/**
 * The content of files: runs that are stored in their item, as they are or compressed; what was
 * read is checked, and what is wrong taken from another copy.
 *
 * <p>Source: Btrfs documentation, "On-disk Format", file extent and checksum items.
 */
@NullMarked
package io.guestkit.filesystem.btrfs.content;

import org.jspecify.annotations.NullMarked;
