/** Tests. */
@NullMarked
package io.guestkit.exporter.pages.html;

import org.jspecify.annotations.NullMarked;
