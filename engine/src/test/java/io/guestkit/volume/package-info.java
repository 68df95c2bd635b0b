/** Volumes: against the tools, the corpus and disks built in code. */
@NullMarked
package io.guestkit.volume;

import org.jspecify.annotations.NullMarked;
