/** In what images differ from the baseline of their root. */
@NullMarked
package io.guestkit.exporter.drift;

import org.jspecify.annotations.NullMarked;
