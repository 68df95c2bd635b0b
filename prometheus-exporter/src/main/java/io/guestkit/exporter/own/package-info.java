/** What the exporter says of itself. */
@NullMarked
package io.guestkit.exporter.own;

import org.jspecify.annotations.NullMarked;
