/**
 * NDB, the form of rpm's database that SUSE chose (Packages.db): a table of slots, and a blob for
 * each package that a slot leads to. Little-endian. Read is version 0, the only one; the indexes
 * beside it (Index.db) are not needed. A blob's checksum is verified.
 *
 * <p>Source: the layout as rpm 4.14 to 4.20 write it.
 */
@NullMarked
package io.guestkit.inspect.rpmdb.ndb;

import org.jspecify.annotations.NullMarked;
