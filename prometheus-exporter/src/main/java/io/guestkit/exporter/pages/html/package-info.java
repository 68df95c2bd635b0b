/** What every page is written with: a writer that escapes, the frame, the style, drawings. */
@NullMarked
package io.guestkit.exporter.pages.html;

import org.jspecify.annotations.NullMarked;
