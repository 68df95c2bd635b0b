/** The pages for people: the fleet at {@code /}, and one image. No script; made by the server. */
@NullMarked
package io.guestkit.exporter.pages;

import org.jspecify.annotations.NullMarked;
