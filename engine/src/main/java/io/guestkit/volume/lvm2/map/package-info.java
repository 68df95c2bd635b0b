/**
 * The kinds of mapping that device-mapper makes of a logical volume's segments, as sources: runs
 * one after the other, stripes, mirrors, and what cannot be read. Holes of the disks below pass
 * through.
 *
 * <p>Source: the Linux kernel's documentation of device-mapper's targets linear, striped, mirror,
 * raid, zero and error.
 */
@NullMarked
package io.guestkit.volume.lvm2.map;

import org.jspecify.annotations.NullMarked;
