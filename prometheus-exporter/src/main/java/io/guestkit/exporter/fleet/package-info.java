/** The images of the roots: what is known of each, and what is done to know it. */
@NullMarked
package io.guestkit.exporter.fleet;

import org.jspecify.annotations.NullMarked;
