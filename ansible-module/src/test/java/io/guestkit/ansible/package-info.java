/** Tests of the program that modules call, and of the collection. */
@NullMarked
package io.guestkit.ansible;

import org.jspecify.annotations.NullMarked;
