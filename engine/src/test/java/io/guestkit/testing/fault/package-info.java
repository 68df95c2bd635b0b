/** Files of the host that fail while they are read. */
@NullMarked
package io.guestkit.testing.fault;

import org.jspecify.annotations.NullMarked;
