/**
 * A disk stored byte for byte in a file or block device. Every file is one where nothing else
 * matches.
 */
@NullMarked
package io.guestkit.image.raw;

import org.jspecify.annotations.NullMarked;
