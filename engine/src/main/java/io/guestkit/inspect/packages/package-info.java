/**
 * Installed packages. Read are the databases of dpkg (/var/lib/dpkg/status, and status.d as
 * distroless images have it), pacman (/var/lib/pacman/local) and rpm (rpmdb.sqlite). Other formats
 * are named as unsupported.
 *
 * <p>Sources: deb-control(5), dpkg-query(1) of dpkg 1.22; alpm-db-desc(5), pacman 6.1.
 */
@NullMarked
package io.guestkit.inspect.packages;

import org.jspecify.annotations.NullMarked;
