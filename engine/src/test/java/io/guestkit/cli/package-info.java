/** Tests of cli. */
@NullMarked
package io.guestkit.cli;

import org.jspecify.annotations.NullMarked;
