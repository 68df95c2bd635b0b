/**
 * The file of {@code --web.config.file}: TLS, certificates of clients, headers and logins, as
 * exporters written in Go have it. What of it cannot be honoured is refused, never ignored.
 *
 * <p>Not supported: HTTP/2, TLS before 1.2, {@code rate_limit}, the host's own list of certificate
 * authorities.
 *
 * <p>Source: prometheus/exporter-toolkit, docs/web-configuration.md.
 */
@NullMarked
package io.guestkit.exporter.webconfig;

import org.jspecify.annotations.NullMarked;
