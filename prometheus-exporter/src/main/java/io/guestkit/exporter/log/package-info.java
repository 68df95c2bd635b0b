/**
 * What the exporter says of itself, one line an event; {@link io.guestkit.exporter.log.LogProvider}
 * brings what libraries say through slf4j.
 */
@NullMarked
package io.guestkit.exporter.log;

import org.jspecify.annotations.NullMarked;
