/** Tests of export. */
@NullMarked
package io.guestkit.export;

import org.jspecify.annotations.NullMarked;
