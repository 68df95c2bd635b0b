/**
 * Filesystems: a volume in, its files out. Formats stand in an ordered list; each is a folder below
 * this one. {@code signature} names what is recognised and not read.
 */
@NullMarked
package io.guestkit.filesystem;

import org.jspecify.annotations.NullMarked;
