package io.guestkit.exporter.webconfig;

import io.guestkit.exporter.config.ConfigException;
import io.guestkit.exporter.config.StrictYaml;
import io.guestkit.exporter.webconfig.login.BcryptHash;
import io.guestkit.exporter.webconfig.tls.PemReader;
import io.guestkit.exporter.webconfig.tls.TlsEndpoint;
import io.guestkit.exporter.webconfig.tls.TlsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the file of {@code --web.config.file}. */
final class WebConfigReader {
  /** Headers that may be set, each with its values; any value where there are none. */
  private static final Map<String, List<String>> HEADERS =
      Map.of(
          "Content-Security-Policy", List.of(),
          "Strict-Transport-Security", List.of(),
          "X-Content-Type-Options", List.of("nosniff"),
          "X-Frame-Options", List.of("deny", "sameorigin"),
          "X-XSS-Protection", List.of());

  private final StrictYaml yaml;
  private final PemReader pems;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> users = new LinkedHashMap<>();
  private @Nullable TlsEndpoint tls;

  private WebConfigReader(StrictYaml yaml, PemReader pems) {
    this.yaml = yaml;
    this.pems = pems;
  }

  /**
   * Returns what a file says.
   *
   * @param stamps gets the files that are looked at, as they were; also where one cannot be used
   * @throws ConfigException with one sentence if something cannot be read or honoured
   */
  static WebSettings read(Path file, Map<Path, FileStamp> stamps) throws ConfigException {
    stamps.put(file, FileStamp.of(file));
    return StrictYaml.read(
        file,
        yaml ->
            new WebConfigReader(
                    yaml, new PemReader(yaml, file, pem -> stamps.put(pem, FileStamp.of(pem))))
                .read());
  }

  private WebSettings read() throws IOException, ConfigException {
    Map<String, StrictYaml.Value> keys = new LinkedHashMap<>();
    keys.put("tls_server_config", () -> tls = new TlsReader(yaml, pems).read());
    keys.put("http_server_config", this::http);
    keys.put("basic_auth_users", () -> yaml.names("basic_auth_users", this::user));
    yaml.mapping("the web configuration", keys);
    return new WebSettings(tls, headers, users);
  }

  private void http() throws IOException, ConfigException {
    Map<String, StrictYaml.Value> keys = new LinkedHashMap<>();
    // The toolkit's default is true, and what asks for HTTP/2 takes HTTP/1.1 where there is no
    // other.
    keys.put("http2", () -> yaml.flag("http2"));
    keys.put("headers", () -> yaml.names("headers", this::header));
    yaml.mapping("http_server_config", keys);
  }

  private void header(String name) throws IOException, ConfigException {
    @Nullable List<String> values = HEADERS.get(name);
    if (values == null) {
      throw yaml.fault("the header %s cannot be set".formatted(name));
    }
    String value = yaml.text(name);
    if (!values.isEmpty() && !values.contains(value)) {
      throw yaml.fault("%s must be %s".formatted(name, String.join(" or ", values)));
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
        throw yaml.fault(name + " must be one line of ASCII");
      }
    }
    if (!value.isEmpty()) {
      headers.put(name, value);
    }
  }

  private void user(String name) throws IOException, ConfigException {
    String hash = yaml.text("the hash of " + name);
    if (name.isEmpty() || name.indexOf(':') >= 0) {
      throw yaml.fault("the name of a user must not be empty, and have no colon");
    }
    if (!BcryptHash.isOne(hash)) {
      throw yaml.fault(
          "the hash of user %s is none of bcrypt ($2a$, $2b$ or $2y$, cost 4 to %d)"
              .formatted(name, BcryptHash.MAX_COST));
    }
    users.put(name, hash);
  }
}
