/**
 * The GUID partition table.
 *
 * <p>Read: headers of any revision with entries of 128 bytes and more, on disks of 512-byte and
 * 4096-byte logical sectors (the place of the signature tells which); the backup where the primary
 * is damaged; hybrid boot records, whose own partitions do not count. Header and entries are
 * checked by their checksums. Like libblkid, and unlike a kernel, no partition is lost for being
 * past the end of the disk or for overlapping another: each is a problem of the report.
 *
 * <p>Not read: the entries of a hybrid boot record; tables nested in a partition.
 *
 * <p>Source: UEFI Specification 2.10, chapter 5; names of types: UAPI Discoverable Partitions
 * Specification and Microsoft's PARTITION_INFORMATION_GPT.
 */
@NullMarked
package io.guestkit.volume.gpt;

import org.jspecify.annotations.NullMarked;
