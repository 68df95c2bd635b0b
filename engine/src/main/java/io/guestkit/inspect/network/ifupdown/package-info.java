/**
 * Interfaces of ifupdown: Debian's, BusyBox's and ifupdown-ng's, whose file is the same.
 *
 * <p>Stanzas of one interface are one interface, and so are its aliases such as eth0:1. Commands
 * (up, post-up and so on), mappings and scripts are not read: what they would do is not known.
 *
 * <p>Sources: interfaces(5) of ifupdown 0.8, interfaces(5) of ifupdown-ng, vlan-interfaces(5),
 * bridge-utils-interfaces(5), ifenslave's README.Debian.
 */
@NullMarked
package io.guestkit.inspect.network.ifupdown;

import org.jspecify.annotations.NullMarked;
