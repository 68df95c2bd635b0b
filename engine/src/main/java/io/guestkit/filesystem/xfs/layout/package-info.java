/**
 * What the parts of the XFS reader share: superblock, allocation groups, inodes, and the maps of
 * their forks. Everything on the volume is big-endian but the checksums, which are little-endian.
 *
 * <p>Source: "XFS Algorithms &amp; Data Structures", 3rd edition.
 */
@NullMarked
package io.guestkit.filesystem.xfs.layout;

import org.jspecify.annotations.NullMarked;
