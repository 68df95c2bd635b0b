/** Tests. */
@NullMarked
package io.guestkit.exporter.metrics;

import org.jspecify.annotations.NullMarked;
