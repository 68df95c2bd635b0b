/** Tests. */
@NullMarked
package io.guestkit.exporter.pages;

import org.jspecify.annotations.NullMarked;
