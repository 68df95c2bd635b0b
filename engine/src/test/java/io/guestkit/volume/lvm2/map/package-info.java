/** Mappings, against a plain model of them. */
@NullMarked
package io.guestkit.volume.lvm2.map;

import org.jspecify.annotations.NullMarked;
