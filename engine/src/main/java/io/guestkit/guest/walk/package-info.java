/** Walks over the files of a guest: lazy, in bounded memory, past what cannot be read. */
@NullMarked
package io.guestkit.guest.walk;

import org.jspecify.annotations.NullMarked;
