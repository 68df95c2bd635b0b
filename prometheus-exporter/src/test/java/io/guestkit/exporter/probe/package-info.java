/** Tests of the inspections that probes wait for. */
@NullMarked
package io.guestkit.exporter.probe;

import org.jspecify.annotations.NullMarked;
