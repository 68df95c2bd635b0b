/** Compressed bytes in, plain bytes out. */
@NullMarked
package io.guestkit.codec;

import org.jspecify.annotations.NullMarked;
