/** One image on request, and what the exporter counts of its own work. */
@NullMarked
package io.guestkit.exporter.probe;

import org.jspecify.annotations.NullMarked;
