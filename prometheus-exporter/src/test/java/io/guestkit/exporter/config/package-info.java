/** Tests. */
@NullMarked
package io.guestkit.exporter.config;

import org.jspecify.annotations.NullMarked;
