/** Tests of raw images. */
@NullMarked
package io.guestkit.image.raw;

import org.jspecify.annotations.NullMarked;
