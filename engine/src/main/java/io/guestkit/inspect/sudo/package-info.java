/**
 * Who may run commands as somebody else: sudoers(5) with its included files, as sudo 1.9 reads
 * them, and doas.conf(5).
 *
 * <p>Aliases are resolved. Of the Defaults only those that change who is asked for which password
 * are read: {@code authenticate}, {@code targetpw}, {@code rootpw}, {@code runaspw}, {@code
 * runas_default}. Rules in LDAP or SSSD are not in the guest and not read.
 *
 * <p>Sources: sudoers(5) of sudo 1.9.13, doas.conf(5) of OpenBSD.
 */
@NullMarked
package io.guestkit.inspect.sudo;

import org.jspecify.annotations.NullMarked;
