/**
 * What is shipped, as people use it: the archive itself, and each adapter from its host program.
 */
@NullMarked
package io.guestkit.dist;

import org.jspecify.annotations.NullMarked;
