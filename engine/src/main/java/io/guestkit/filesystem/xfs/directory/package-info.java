/**
 * Directories of version 2 and 3: in the inode, in one block, in blocks with an index of hashes.
 *
 * <p>Source: "XFS Algorithms &amp; Data Structures", "Directories".
 */
@NullMarked
package io.guestkit.filesystem.xfs.directory;

import org.jspecify.annotations.NullMarked;
