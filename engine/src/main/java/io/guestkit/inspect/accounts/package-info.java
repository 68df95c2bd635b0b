/**
 * Accounts: users and groups as the local tables have them; no hash of a password is ever read.
 *
 * <p>Sources: passwd(5), group(5).
 */
@NullMarked
package io.guestkit.inspect.accounts;

import org.jspecify.annotations.NullMarked;
