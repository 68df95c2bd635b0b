/**
 * Guests: filesystems mounted together as the guest would mount them, and look-ups of paths that
 * never leave them.
 */
@NullMarked
package io.guestkit.guest;

import org.jspecify.annotations.NullMarked;
