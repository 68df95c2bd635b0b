/**
 * qcow2, QEMU's copy-on-write image: a header in the first cluster, a two-level map from guest
 * clusters to clusters of the file (L1 and L2 tables, big-endian), a table of snapshots with an L1
 * table each. What the map leaves out comes from the backing file, or is zero.
 *
 * <p>Versions 2 and 3 are read, with zlib and zstd clusters, extended L2 entries, backing files,
 * external data files and internal snapshots. Of encrypted images the facts are read, not the
 * content. Reference counts and bitmaps are not looked at: reading needs neither.
 *
 * <p>Source: QEMU, docs/interop/qcow2.txt. Where that leaves a case open, images are read as QEMU
 * 7.2 reads them.
 */
@NullMarked
package io.guestkit.image.qcow2;

import org.jspecify.annotations.NullMarked;
