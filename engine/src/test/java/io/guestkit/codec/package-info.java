/** Tests of the codecs. */
@NullMarked
package io.guestkit.codec;

import org.jspecify.annotations.NullMarked;
