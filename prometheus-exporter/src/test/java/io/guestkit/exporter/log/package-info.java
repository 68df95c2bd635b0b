/** Tests. */
@NullMarked
package io.guestkit.exporter.log;

import org.jspecify.annotations.NullMarked;
