/** The door: {@link io.guestkit.GuestKit}, its options and its answers. */
@NullMarked
package io.guestkit;

import org.jspecify.annotations.NullMarked;
