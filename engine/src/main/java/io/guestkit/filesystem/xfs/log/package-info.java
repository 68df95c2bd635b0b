/**
 * The log: what it holds of complete transactions is laid over the volume in memory.
 *
 * <p>Read: records of versions 1 and 2, to 256 KiB, with padding to stripe units, torn writes at
 * the head, buffers and their cancellation, inodes, allocation of inodes. Records are big-endian,
 * what is logged has the byte order of the machine that wrote it: only little-endian is read.
 * Quotas are left out; operations that are only announced (extents to free, changes of maps) are
 * counted.
 *
 * <p>Source: "XFS Algorithms &amp; Data Structures", "Journaling Log"; Linux
 * fs/xfs/xfs_log_recover.c for where a log ends.
 */
@NullMarked
package io.guestkit.filesystem.xfs.log;

import org.jspecify.annotations.NullMarked;
