/**
 * Guests: filesystems mounted together as the guest would mount them, and look-ups of paths that
 * never leave them.
 *
 * <p>Mounted is what /etc/fstab names: devices, UUID, LABEL, PARTUUID, PARTLABEL and the links of
 * /dev/disk. Not followed: bind mounts, subvolumes of Btrfs, units of type mount, the kernel
 * command line. A mount that the system needs and that is not there is a problem, and nothing is
 * found below its path: the directory under it is not what the guest sees.
 *
 * <p>Sources: fstab(5) and mount(8) of util-linux 2.40, path_resolution(7), udev's escapes of
 * names, device-mapper's names of logical volumes (dmsetup(8)).
 */
@NullMarked
package io.guestkit.guest;

import org.jspecify.annotations.NullMarked;
