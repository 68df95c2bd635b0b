/**
 * Extended attributes: in the inode, in leaves, their values in blocks of their own.
 *
 * <p>Source: "XFS Algorithms &amp; Data Structures", "Extended Attributes".
 */
@NullMarked
package io.guestkit.filesystem.xfs.attribute;

import org.jspecify.annotations.NullMarked;
