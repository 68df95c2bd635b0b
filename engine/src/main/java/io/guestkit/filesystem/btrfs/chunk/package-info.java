/**
 * From logical addresses to devices: chunks, their profiles, and what is rebuilt where a device is
 * missing.
 *
 * <p>Read: single, DUP, RAID0, RAID1, RAID1C3, RAID1C4, RAID10, RAID5 and RAID6 over any number of
 * devices. Not read: the stripe tree, zoned devices.
 *
 * <p>Sources: Btrfs documentation, "On-disk Format", chunk items; "The mathematics of RAID-6", H.
 * Peter Anvin, for the second parity.
 */
@NullMarked
package io.guestkit.filesystem.btrfs.chunk;

import org.jspecify.annotations.NullMarked;
