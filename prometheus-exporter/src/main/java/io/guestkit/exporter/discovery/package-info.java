/** Which images the configured folders hold. */
@NullMarked
package io.guestkit.exporter.discovery;

import org.jspecify.annotations.NullMarked;
