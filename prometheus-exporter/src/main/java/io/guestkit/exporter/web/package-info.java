/** The HTTP side: addresses, pages, answers. */
@NullMarked
package io.guestkit.exporter.web;

import org.jspecify.annotations.NullMarked;
