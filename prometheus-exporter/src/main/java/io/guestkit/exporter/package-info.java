/** The Prometheus exporter: facts of images as metrics, over HTTP. */
@NullMarked
package io.guestkit.exporter;

import org.jspecify.annotations.NullMarked;
