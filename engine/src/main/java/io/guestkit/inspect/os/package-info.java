/**
 * What a system is: distribution, product, version. Release files are tried in an ordered table,
 * os-release(5) first; the words for distributions are libguestfs's.
 *
 * <p>Sources: os-release(5), lsb_release(1), the release files of the distributions as packaged,
 * guestfs(3) for names of distributions, package formats and package managers, the libosinfo
 * database for its short identifiers.
 */
@NullMarked
package io.guestkit.inspect.os;

import org.jspecify.annotations.NullMarked;
