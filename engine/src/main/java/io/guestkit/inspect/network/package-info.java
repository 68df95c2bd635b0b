/**
 * Network configuration: the interfaces that files configure, and where names are asked for.
 *
 * <p>What is reported is what the files of the system say, of every program whose files are there,
 * whether it is the one that runs or not; addresses that leases gave are not in them. A folder for
 * each format; {@code config} is what they share.
 */
@NullMarked
package io.guestkit.inspect.network;

import org.jspecify.annotations.NullMarked;
