/** What every filesystem must keep to, and tests of the floor itself. */
@NullMarked
package io.guestkit.filesystem;

import org.jspecify.annotations.NullMarked;
