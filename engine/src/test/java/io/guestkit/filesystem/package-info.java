/** What all filesystems share. */
@NullMarked
package io.guestkit.filesystem;

import org.jspecify.annotations.NullMarked;
