/**
 * SSH: the keys that let users in, the settings of the server as {@code sshd -T} prints them, and
 * the public keys of the host. Private keys are never opened.
 *
 * <p>Defaults are those of portable OpenSSH 7.4 to 10.0 with the patches of Debian and, where they
 * are sure, of Red Hat; a default that is not sure is left out. Where the version is not known only
 * what is configured is reported.
 *
 * <p>Sources: sshd_config(5) and sshd(8) of these versions, RFC 4253.
 */
@NullMarked
package io.guestkit.inspect.ssh;

import org.jspecify.annotations.NullMarked;
