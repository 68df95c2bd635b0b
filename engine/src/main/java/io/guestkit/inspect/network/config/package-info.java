/**
 * What every format of network configuration has: interfaces, addresses, lines, sections.
 *
 * <p>Addresses are written as {@code ip address} prints them.
 */
@NullMarked
package io.guestkit.inspect.network.config;

import org.jspecify.annotations.NullMarked;
