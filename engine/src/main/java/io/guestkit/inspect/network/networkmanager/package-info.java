/**
 * Connections of NetworkManager in its own files, keyfiles.
 *
 * <p>Only the sections that tell addresses and links are kept; those with keys of wireless
 * networks, passwords and certificates are passed over. Connections of a VPN are not read: they are
 * no interface. A connection for any interface of its type has the name {@code *}.
 *
 * <p>Sources: nm-settings-keyfile(5), nm-settings(5), NetworkManager(8).
 */
@NullMarked
package io.guestkit.inspect.network.networkmanager;

import org.jspecify.annotations.NullMarked;
