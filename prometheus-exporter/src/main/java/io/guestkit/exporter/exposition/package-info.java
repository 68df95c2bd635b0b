/** Samples as text: rendered once for each image, put together for each scrape. */
@NullMarked
package io.guestkit.exporter.exposition;

import org.jspecify.annotations.NullMarked;
