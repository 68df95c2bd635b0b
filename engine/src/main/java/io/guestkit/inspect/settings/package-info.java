/**
 * Settings of a system as a whole, and its life: machine identifier, init system, time zone,
 * locale, keyboard, when it was installed and last ran, the programs of hypervisors and clouds.
 *
 * <p>Sources: machine-id(5), localtime(5), locale.conf(5), vconsole.conf(5), timezone(5) and
 * keyboard(5) of Debian, the files of older init scripts, cloud-init's documentation.
 */
@NullMarked
package io.guestkit.inspect.settings;

import org.jspecify.annotations.NullMarked;
