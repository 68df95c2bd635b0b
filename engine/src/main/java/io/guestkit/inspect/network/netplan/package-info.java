/**
 * Interfaces of netplan, whichever renderer brings them up.
 *
 * <p>Files are taken in by the order of their names, one in /etc hiding its namesake in /usr/lib;
 * what a later one says of an interface replaces a value and adds to a list. Access points,
 * authentication, keys and what is passed through to NetworkManager are passed over.
 *
 * <p>Sources: netplan(5), netplan-generate(8), YAML 1.1.
 */
@NullMarked
package io.guestkit.inspect.network.netplan;

import org.jspecify.annotations.NullMarked;
