/**
 * Accounts: users and groups as the local tables have them. Of a hash of a password only its kind
 * is looked at, in the bytes of the file, which are then wiped.
 *
 * <p>Read: /etc/passwd, /etc/shadow, /etc/group; /usr/lib/passwd and /usr/lib/group where
 * nsswitch.conf names altfiles. Not read: NIS, LDAP, the homes of systemd-homed.
 *
 * <p>Sources: passwd(5), shadow(5), group(5), nsswitch.conf(5).
 */
@NullMarked
package io.guestkit.inspect.accounts;

import org.jspecify.annotations.NullMarked;
