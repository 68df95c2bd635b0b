/** The text format of LVM. */
@NullMarked
package io.guestkit.volume.lvm2.metadata;

import org.jspecify.annotations.NullMarked;
