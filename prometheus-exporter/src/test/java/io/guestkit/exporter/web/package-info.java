/** Tests. */
@NullMarked
package io.guestkit.exporter.web;

import org.jspecify.annotations.NullMarked;
