/** Makes the archive that is shipped. Not part of it. */
@NullMarked
package io.guestkit.dist;

import org.jspecify.annotations.NullMarked;
