/**
 * The database of rpm: headers, and the files that hold them. Each form of the database hands the
 * headers of the installed packages over one after the other, as {@link
 * io.guestkit.inspect.rpmdb.RpmHeaders}.
 *
 * <p>Source: the format documents of rpm (docs/manual/format_header.md, tags.md, format_v4.md).
 */
@NullMarked
package io.guestkit.inspect.rpmdb;

import org.jspecify.annotations.NullMarked;
