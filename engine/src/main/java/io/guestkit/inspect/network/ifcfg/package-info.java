/**
 * Interfaces of files ifcfg-*: Red Hat's, read by initscripts and NetworkManager, and SUSE's, read
 * by wicked and before it by ifup.
 *
 * <p>Values are taken as text, a shell's variables in them are no addresses. Ranges of addresses
 * (ifcfg-*-range*) are not read, and are a problem. A global gateway is that of the interfaces in
 * whose network it is.
 *
 * <p>Sources: initscripts' sysconfig.txt; nm-settings-ifcfg-rh(5); SUSE's ifcfg(5), routes(5),
 * ifcfg-vlan(5), ifcfg-bonding(5), ifcfg-bridge(5).
 */
@NullMarked
package io.guestkit.inspect.network.ifcfg;

import org.jspecify.annotations.NullMarked;
