/** Tests. */
@NullMarked
package io.guestkit.exporter;

import org.jspecify.annotations.NullMarked;
