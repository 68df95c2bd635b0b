/** All images in one file, for who has no exporter running. */
@NullMarked
package io.guestkit.exporter.textfile;

import org.jspecify.annotations.NullMarked;
