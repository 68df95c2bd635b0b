/**
 * The metadata of a volume group: LVM's text format and the records that are made of it.
 *
 * <p>The grammar is that of lvm.conf(5): sections in braces, {@code key = value} with whole
 * numbers, fractions, strings with escaped quotes and backslashes, and arrays of these; comments
 * from {@code #} to the end of the line. Numbers count sectors of 512 bytes or extents; the records
 * count bytes or extents.
 *
 * <p>What contradicts itself is refused as a volume group, or where it is only about one logical
 * volume as that logical volume.
 *
 * <p>Sources: lvm.conf(5), lvm(8), vgcfgbackup(8) and what LVM 2.03.16 writes; the layout of
 * segments from lvmraid(7), lvmthin(7), lvmcache(7) and lvmvdo(7).
 */
@NullMarked
package io.guestkit.volume.lvm2.metadata;

import org.jspecify.annotations.NullMarked;
