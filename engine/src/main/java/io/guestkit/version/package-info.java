/**
 * Words and versions that every distribution shares: files of shell assignments such as
 * os-release(5), the parts of package versions, and the orders of versions. Text in, values out;
 * nothing here reads an image.
 *
 * <p>Sources: os-release(5) of systemd 257; deb-version(7) of dpkg 1.22; the PKGBUILD(5) manual of
 * pacman 6.1. The orders name theirs.
 */
@NullMarked
package io.guestkit.version;

import org.jspecify.annotations.NullMarked;
