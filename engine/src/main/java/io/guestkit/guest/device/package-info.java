/**
 * Which volume a guest means by a name of its own: tags as blkid(8) compares them, links of udev in
 * /dev/disk, and device names of every age of Linux.
 *
 * <p>Sources: fstab(5) and libblkid of util-linux 2.40, systemd's udev rules
 * (60-persistent-storage.rules), device-mapper's names (dmsetup(8)), the kernel's
 * Documentation/admin-guide/devices.txt.
 */
@NullMarked
package io.guestkit.guest.device;

import org.jspecify.annotations.NullMarked;
