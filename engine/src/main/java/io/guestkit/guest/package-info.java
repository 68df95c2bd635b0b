/**
 * Guests: filesystems mounted together as the guest would mount them, and look-ups of paths that
 * never leave them.
 *
 * <p>Mounted is what /etc/fstab names: devices of every naming age, UUID, LABEL, PARTUUID,
 * PARTLABEL and the links of /dev/disk, subvolumes of Btrfs, and directories at a second place
 * (bind mounts); mount units of systemd that are enabled; what ostree, NixOS, Flatcar and
 * Bottlerocket mount by themselves; and partitions whose type says where they belong, as
 * systemd-gpt-auto-generator does. Not followed: the kernel command line, images in files, overlay
 * mounts. A mount that the system needs and that is not there is a problem, and nothing is found
 * below its path: the directory under it is not what the guest sees.
 *
 * <p>Sources: fstab(5) and mount(8) of util-linux 2.40, crypttab(5), systemd.mount(5),
 * path_resolution(7), the Discoverable Partitions Specification, ostree's manual, udev's escapes of
 * names, device-mapper's names of logical volumes (dmsetup(8)).
 */
@NullMarked
package io.guestkit.guest;

import org.jspecify.annotations.NullMarked;
