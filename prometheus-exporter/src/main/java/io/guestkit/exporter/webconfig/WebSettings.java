package io.guestkit.exporter.webconfig;

import io.guestkit.exporter.webconfig.tls.TlsEndpoint;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a web configuration says.
 *
 * @param tls the server's side of TLS; null to speak HTTP without it
 * @param headers what every answer has
 * @param users bcrypt hashes of passwords by the names of users; empty where no login is asked for
 */
record WebSettings(
    @Nullable TlsEndpoint tls, Map<String, String> headers, Map<String, String> users) {
  WebSettings {
    headers = Map.copyOf(headers);
    users = Map.copyOf(users);
  }
}
