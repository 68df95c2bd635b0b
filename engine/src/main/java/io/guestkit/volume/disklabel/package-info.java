/**
 * Disk labels of other systems (BSD, Sun, Apple): recognised, not read. The report says so where
 * the disk would otherwise look empty.
 *
 * <p>Sources: FreeBSD {@code sys/disk/bsd.h}; Linux {@code block/partitions/sun.c} for the layout
 * of Sun's label; Inside Macintosh: Devices, chapter 3.
 */
@NullMarked
package io.guestkit.volume.disklabel;

import org.jspecify.annotations.NullMarked;
