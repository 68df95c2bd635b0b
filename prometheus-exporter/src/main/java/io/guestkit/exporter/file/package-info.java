/** Files that the exporter writes: each is there whole or as it was. */
@NullMarked
package io.guestkit.exporter.file;

import org.jspecify.annotations.NullMarked;
