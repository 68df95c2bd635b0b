/**
 * What {@code find} asks of a file, in the words of GNU find. A value that cannot be understood is
 * an {@link java.lang.IllegalArgumentException} with a sentence.
 */
@NullMarked
package io.guestkit.cli.find;

import org.jspecify.annotations.NullMarked;
