/** The command line as a user meets it, on input of every kind. */
@NullMarked
package io.guestkit.dist.cli;

import org.jspecify.annotations.NullMarked;
