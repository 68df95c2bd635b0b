/** Tests. */
@NullMarked
package io.guestkit.exporter.exposition;

import org.jspecify.annotations.NullMarked;
