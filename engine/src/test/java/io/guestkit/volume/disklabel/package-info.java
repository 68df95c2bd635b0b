/** Disk labels built in code. */
@NullMarked
package io.guestkit.volume.disklabel;

import org.jspecify.annotations.NullMarked;
