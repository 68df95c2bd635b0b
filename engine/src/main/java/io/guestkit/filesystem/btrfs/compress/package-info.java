/**
 * The compressed forms of extents: zlib, LZO in segments of a sector, zstd.
 *
 * <p>Source: Btrfs documentation, "On-disk Format", file extent items; Linux fs/btrfs/lzo.c for the
 * segments.
 */
@NullMarked
package io.guestkit.filesystem.btrfs.compress;

import org.jspecify.annotations.NullMarked;
