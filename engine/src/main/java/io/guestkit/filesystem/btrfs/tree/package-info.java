/**
 * Trees: nodes that are read once, checked and kept; items by their key.
 *
 * <p>A node is checked by its checksum and against the pointer that led to it; where a copy does
 * not hold, the next one is read.
 *
 * <p>Source: Btrfs documentation, "On-disk Format", header, node, leaf and item.
 */
@NullMarked
package io.guestkit.filesystem.btrfs.tree;

import org.jspecify.annotations.NullMarked;
