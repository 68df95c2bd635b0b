/**
 * What an init system starts. Units of systemd, their states and presets, told from the links and
 * files on the disk as {@code systemctl --root list-unit-files} tells them, and timers; init
 * scripts of System V, of OpenRC, services of runit, jobs of Upstart, each by the init system that
 * runs. Not read: what lies below /run, for it is made at each boot; units of users; on a system
 * with systemd init scripts, for systemctl makes units of them only when it runs; scripts of BSD
 * style (Slackware) and those of busybox.
 *
 * <p>Sources: systemd.unit(5), systemd.preset(5), systemd.timer(5), systemctl(1), systemd 257;
 * behaviour where these are silent (names that a link must have, instances, broken links, states
 * without a preset) as seen with systemctl 252. insserv(8), rc-update(8), runsvdir(8), init(5) of
 * Upstart.
 */
@NullMarked
package io.guestkit.inspect.services;

import org.jspecify.annotations.NullMarked;
