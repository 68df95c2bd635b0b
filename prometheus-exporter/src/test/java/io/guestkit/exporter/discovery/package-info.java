/** Tests. */
@NullMarked
package io.guestkit.exporter.discovery;

import org.jspecify.annotations.NullMarked;
