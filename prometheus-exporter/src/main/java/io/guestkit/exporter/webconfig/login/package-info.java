/** {@code basic_auth_users}: names and passwords by RFC 7617, with hashes of bcrypt. */
@NullMarked
package io.guestkit.exporter.webconfig.login;

import org.jspecify.annotations.NullMarked;
