/** DOS partition tables built in code. */
@NullMarked
package io.guestkit.volume.mbr;

import org.jspecify.annotations.NullMarked;
