/** The exporter of the archive, asked by Prometheus and by hand. */
@NullMarked
package io.guestkit.dist.exporter;

import org.jspecify.annotations.NullMarked;
