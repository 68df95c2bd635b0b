/**
 * Berkeley DB's hash access method, the form of rpm's database until 4.15 (Packages): a metadata
 * page, buckets of pages with pairs of key and value, and chains of overflow pages for values that
 * do not fit. Both byte orders, every page size, versions 5 to 10 of the access method, pages with
 * checksums (not verified). Not read: encrypted and partitioned files, and the log beside them: rpm
 * flushes what it commits.
 *
 * <p>Source: the page layouts of Berkeley DB 3.1 to 6.2; the Berkeley DB Reference Guide, chapter
 * "Access Method Configuration".
 */
@NullMarked
package io.guestkit.inspect.rpmdb.bdb;

import org.jspecify.annotations.NullMarked;
