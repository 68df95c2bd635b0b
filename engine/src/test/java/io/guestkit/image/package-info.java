/** Tests of the image floor, and what they share. */
@NullMarked
package io.guestkit.image;

import org.jspecify.annotations.NullMarked;
