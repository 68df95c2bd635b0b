/**
 * Settings of a system as a whole: machine identifier, init system, time zone, locale.
 *
 * <p>Sources: machine-id(5), localtime(5), locale.conf(5), timezone(5) of Debian, the files of
 * older init scripts.
 */
@NullMarked
package io.guestkit.inspect.settings;

import org.jspecify.annotations.NullMarked;
