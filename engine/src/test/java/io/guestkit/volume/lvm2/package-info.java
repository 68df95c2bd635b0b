/** LVM2: the real tools, disks of a machine that used device-mapper, and groups built in code. */
@NullMarked
package io.guestkit.volume.lvm2;

import org.jspecify.annotations.NullMarked;
