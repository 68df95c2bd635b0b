/**
 * Units of systemd and their states, told from the links and files on the disk as {@code systemctl
 * --root list-unit-files} tells them. Not read: what lies below /run, for it is made at each boot;
 * presets; units of users; init scripts.
 *
 * <p>Sources: systemd.unit(5), systemctl(1), systemd 257; behaviour where these are silent (names
 * that a link must have, instances, broken links) as seen with systemctl 252.
 */
@NullMarked
package io.guestkit.inspect.services;

import org.jspecify.annotations.NullMarked;
