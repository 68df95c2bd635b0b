/** Tests. */
@NullMarked
package io.guestkit.exporter.drift;

import org.jspecify.annotations.NullMarked;
