/**
 * {@code tls_server_config}: certificates and keys in PEM, certificates of clients, and TLS 1.2 and
 * 1.3 as the JDK speaks them.
 *
 * <p>Sources: prometheus/exporter-toolkit, docs/web-configuration.md; Go, crypto/tls.
 */
@NullMarked
package io.guestkit.exporter.webconfig.tls;

import org.jspecify.annotations.NullMarked;
