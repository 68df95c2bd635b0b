/** Tests of logins. */
@org.jspecify.annotations.NullMarked
package io.guestkit.exporter.webconfig.login;
