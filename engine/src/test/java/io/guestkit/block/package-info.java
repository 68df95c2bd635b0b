/** The floor of bytes. */
@NullMarked
package io.guestkit.block;

import org.jspecify.annotations.NullMarked;
