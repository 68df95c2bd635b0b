/**
 * The extended filesystems ext2, ext3 and ext4, revisions 0 and 1.
 *
 * <p>Read: block sizes from 1 to 64 KiB, 64bit, meta_bg, flex_bg and bigalloc layouts, extent trees
 * and indirect blocks, linear, hashed and case-folding directories, inline data, extended
 * attributes in the inode, in a block and in inodes of their own. A journal that needs recovery,
 * fast commits included, is replayed in memory. Not read: the compression and dirdata features, the
 * content of encrypted files (names are given as the kernel gives them without the key), a journal
 * on another device; checksums other than those of the superblock and the journal are not verified.
 *
 * <p>Sources: Linux Documentation/filesystems/ext4, fs/ext4/ext4.h for what the document leaves
 * out.
 */
@NullMarked
package io.guestkit.filesystem.ext;

import org.jspecify.annotations.NullMarked;
