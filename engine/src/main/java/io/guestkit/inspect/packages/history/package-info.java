/**
 * When the packages of a system changed last: from the ends of the logs of dpkg, apt, dnf, libzypp,
 * pacman and Portage, the install times of a database, and as the last resort the time of the
 * database's file. Compressed logs are not read: they are older than those that are.
 *
 * <p>Sources: dpkg(1), dpkg.log; apt.conf(5), Dir::Log; pacman(8); the logs themselves.
 */
@NullMarked
package io.guestkit.inspect.packages.history;

import org.jspecify.annotations.NullMarked;
