/** The table of metrics: a report in, samples out. */
@NullMarked
package io.guestkit.exporter.metrics;

import org.jspecify.annotations.NullMarked;
