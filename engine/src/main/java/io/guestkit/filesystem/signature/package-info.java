/**
 * What a volume holds, by its magic numbers: named as {@code blkid -p} names it, not read.
 *
 * <p>One ordered table, {@link io.guestkit.filesystem.signature.Signatures}; the first recogniser
 * that knows the volume names it. The order is blkid's: members of arrays and encrypted volumes
 * first, as what they hold may shine through. Other than blkid, checksums are not verified where
 * the magic number is long, so that damaged content still has a name.
 *
 * <p>Not recognised: firmware RAID of LSI, VIA, Silicon Image, NVIDIA and Promise; LVM 1, OCFS 1,
 * Xenix and System V, BlueStore, MPOOL, DRBD's helpers, EXFS, UBIFS, BFS, FileVault 2.
 *
 * <p>Sources: util-linux 2.42, {@code blkid(8)} and the observable behaviour of {@code libblkid};
 * the documents that each recogniser names.
 */
@NullMarked
package io.guestkit.filesystem.signature;

import org.jspecify.annotations.NullMarked;
