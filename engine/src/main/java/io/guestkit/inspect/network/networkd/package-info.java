/**
 * Interfaces of systemd-networkd: files .network, .netdev and .link with their drop-ins.
 *
 * <p>Where two files are for one name, networkd takes the first, and so is reported. Files of
 * packages for the interfaces that containers, virtual machines and tunnels bring with them while
 * they run (those with Kind=, Driver=, WLANInterfaceType=, Type=sit or Virtualization=container in
 * [Match]) are passed over, as systemd ships them everywhere. Files of links are read for what they
 * say of an interface that a file .network names.
 *
 * <p>Sources: systemd.network(5), systemd.netdev(5), systemd.link(5), systemd.syntax(7).
 */
@NullMarked
package io.guestkit.inspect.network.networkd;

import org.jspecify.annotations.NullMarked;
