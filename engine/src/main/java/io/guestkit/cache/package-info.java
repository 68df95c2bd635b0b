/** Finished reports, kept under what their images were when they were read. */
@NullMarked
package io.guestkit.cache;

import org.jspecify.annotations.NullMarked;
