/**
 * The files in which a guest says what it mounts where: /etc/fstab, /etc/crypttab and systemd's
 * mount units, as text.
 *
 * <p>Sources: fstab(5) of util-linux 2.40, crypttab(5) of systemd 257 and of Debian's cryptsetup,
 * systemd.mount(5), systemd.unit(5), systemd.syntax(7).
 */
@NullMarked
package io.guestkit.guest.table;

import org.jspecify.annotations.NullMarked;
