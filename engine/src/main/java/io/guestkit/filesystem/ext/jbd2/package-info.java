/**
 * The journal that ext3, ext4 and others keep: what it holds is laid over the volume in memory.
 *
 * <p>Read: superblock versions 1 and 2, revoked blocks, 64-bit block numbers, checksums of versions
 * 1 (of whole transactions), 2 and 3, asynchronous commits, the place of fast commits (which the
 * filesystem decodes). Everything is big-endian.
 *
 * <p>Source: Linux Documentation/filesystems/ext4, "Journal (jbd2)"; fs/jbd2/recovery.c for what
 * ends a log.
 */
@NullMarked
package io.guestkit.filesystem.ext.jbd2;

import org.jspecify.annotations.NullMarked;
