/** The launcher as a user meets it: the real script on a copy of the repository. */
@NullMarked
package io.guestkit.dist.launcher;

import org.jspecify.annotations.NullMarked;
