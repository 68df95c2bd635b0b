/**
 * LVM2: physical volumes on disks and partitions, put together to the logical volumes of their
 * groups.
 *
 * <p>Read: labels in any of the first four sectors; several metadata areas, ignored ones and
 * physical volumes without any; the newest text of a group, whichever disk holds it. Logical
 * volumes of segments linear, striped, mirror, raid0, raid1, zero and error in any mix, origins of
 * snapshots, volumes that pvmove is moving. Of a mirror or raid1 the legs are read that are in
 * sync: a leg is left out that is flagged, that lies on a physical volume which was away while the
 * group was changed, or whose RAID superblock says so.
 *
 * <p>Named, not read: raid4, raid5, raid6, raid10, snapshots, thin volumes, cache, writecache, VDO
 * and integrity. Pools are in the group but are no volumes, as they hold no content of their own.
 * Exported groups and groups of another host are read and say what they are. Not read: LVM1, the
 * pool format of GFS, precommitted metadata.
 *
 * <p>Two groups of one name are a problem for LVM, which wants to be told the UUID. Here the first
 * one in the order of disks has its name, and the volumes of another are {@code
 * /dev/NAME-UUID/VOLUME}.
 *
 * <p>Sources: LVM2's documentation of its on-disk structures (lvm(8), pvcreate(8), vgcfgbackup(8),
 * lvmraid(7)), "Logical Volume Manager (LVM) format" of libvslvm, the kernel's {@code
 * Documentation/admin-guide/device-mapper/dm-raid.rst}; where they are silent, what LVM 2.03.16 and
 * Linux 6.1 write.
 */
@NullMarked
package io.guestkit.volume.lvm2;

import org.jspecify.annotations.NullMarked;
