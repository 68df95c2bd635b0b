/** Tests. */
@NullMarked
package io.guestkit.exporter.fleet;

import org.jspecify.annotations.NullMarked;
