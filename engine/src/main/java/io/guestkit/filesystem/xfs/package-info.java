/**
 * XFS, versions 4 and 5.
 *
 * <p>Read: blocks from 512 bytes to 64 KiB, every form of directories, those that fold the case of
 * letters included, extents in lists and trees, unwritten extents and holes, local and remote links
 * and attributes, sparse inodes, bigtime, nrext64, parent pointers, the metadata directory. The
 * checksums of version 5 are verified. A log that needs recovery is replayed in memory. Not read:
 * files on a real-time device, a log on another device, operations that a log only announces.
 *
 * <p>Source: "XFS Algorithms &amp; Data Structures", 3rd edition; Linux fs/xfs for what it leaves
 * out.
 */
@NullMarked
package io.guestkit.filesystem.xfs;

import org.jspecify.annotations.NullMarked;
