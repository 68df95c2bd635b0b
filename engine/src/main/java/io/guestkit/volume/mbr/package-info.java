/**
 * The DOS partition table: a master boot record and the chains of its extended partitions.
 *
 * <p>Read: primary and logical partitions, numbered as Linux does (logical ones from 5 in the order
 * of the chain); extended partitions of types 05, 0f and 85; sectors of 512 and of 4096 bytes. The
 * table does not say in which of the two it counts: a chain, or else what is at the start of the
 * partitions, tells.
 *
 * <p>Not read: tables nested in a partition (BSD slices, Minix, Solaris), AIX, dynamic disks (LDM).
 *
 * <p>Sources: UEFI Specification 2.10, 5.2.1; Linux {@code block/partitions/msdos.c} and libblkid
 * {@code partitions/dos.c} for what is no boot record, for the chain and for identifiers.
 */
@NullMarked
package io.guestkit.volume.mbr;

import org.jspecify.annotations.NullMarked;
