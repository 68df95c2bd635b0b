package io.guestkit.exporter.webconfig.tls;

import io.guestkit.exporter.config.ConfigException;
import io.guestkit.exporter.config.StrictYaml;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Reads {@code tls_server_config}. */
public final class TlsReader {
  private final StrictYaml yaml;
  private final PemReader pems;
  private final Map<String, PemPlace> places = new LinkedHashMap<>();
  private final Set<String> allowedNames = new LinkedHashSet<>();
  private final List<String> suites = new ArrayList<>();
  private final Set<String> curves = new LinkedHashSet<>();
  private ClientAuth clientAuth = ClientAuth.NONE;
  private boolean allowsTls12 = true;
  private boolean allowsTls13 = true;
  private boolean prefersOwnSuites = true;

  /** Makes a reader of the section at which the parser stands. */
  public TlsReader(StrictYaml yaml, PemReader pems) {
    this.yaml = yaml;
    this.pems = pems;
  }

  /** Reads it, with the parser before its mapping, and the files that it names. */
  public TlsEndpoint read() throws IOException, ConfigException {
    int line = yaml.line();
    Map<String, StrictYaml.Value> keys = new LinkedHashMap<>();
    for (String key : List.of("cert", "key", "client_ca")) {
      keys.put(key + "_file", () -> place(key, key + "_file"));
    }
    keys.put("client_auth_type", this::clientAuth);
    keys.put("client_allowed_sans", this::allowedNames);
    keys.put("min_version", () -> allowsTls12 = version("min_version").equals("TLS12"));
    keys.put("max_version", () -> allowsTls13 = version("max_version").equals("TLS13"));
    keys.put("cipher_suites", () -> yaml.elements("cipher_suites", this::suite));
    keys.put(
        "prefer_server_cipher_suites",
        () -> prefersOwnSuites = yaml.flag("prefer_server_cipher_suites"));
    keys.put("curve_preferences", () -> yaml.elements("curve_preferences", this::curve));
    for (String key : List.of("cert", "key", "client_ca")) {
      keys.put(key, () -> place(key, key));
    }
    yaml.mapping("tls_server_config", keys);
    check(line);
    return endpoint(line);
  }

  private void place(String what, String key) throws IOException, ConfigException {
    String value = yaml.text(key);
    if (places.containsKey(what)) {
      throw yaml.fault("give %s or %s_file, not both".formatted(what, what));
    }
    places.put(what, new PemPlace(key, value, yaml.line()));
  }

  private void clientAuth() throws IOException, ConfigException {
    String text = yaml.text("client_auth_type");
    @Nullable ClientAuth auth = ClientAuth.of(text);
    if (auth == null) {
      List<String> known = new ArrayList<>();
      for (ClientAuth each : ClientAuth.values()) {
        known.add(each.label());
      }
      throw yaml.fault(
          "client_auth_type '%s' is none of %s".formatted(text, String.join(", ", known)));
    }
    clientAuth = auth;
  }

  private void allowedNames() throws IOException, ConfigException {
    yaml.elements(
        "client_allowed_sans", () -> allowedNames.add(yaml.element("client_allowed_sans")));
    if (allowedNames.isEmpty()) {
      throw yaml.fault("client_allowed_sans names nobody: nobody could connect");
    }
  }

  private String version(String key) throws IOException, ConfigException {
    String text = yaml.text(key);
    if (text.equals("TLS10") || text.equals("TLS11")) {
      throw yaml.fault(key + ": TLS before 1.2 is not spoken; write TLS12 or TLS13");
    }
    if (!text.equals("TLS12") && !text.equals("TLS13")) {
      throw yaml.fault("%s '%s' is none of TLS12, TLS13".formatted(key, text));
    }
    return text;
  }

  private void suite() throws IOException, ConfigException {
    String name = yaml.element("cipher_suites");
    if (!TlsNames.isSuite(name)) {
      throw yaml.fault(
          "cipher_suites: '%s' is not known; those of TLS 1.3 are, and TLS_ECDHE_ with AES or"
                  .formatted(name)
              + " CHACHA20");
    }
    suites.add(name);
  }

  private void curve() throws IOException, ConfigException {
    String name = yaml.element("curve_preferences");
    @Nullable String curve = TlsNames.curve(name);
    if (curve == null) {
      throw yaml.fault(
          "curve_preferences: '%s' is none of X25519, CurveP256, CurveP384, CurveP521"
              .formatted(name));
    }
    curves.add(curve);
  }

  /** Refuses what does not fit together. */
  private void check(int line) throws ConfigException {
    boolean hasAuthority = places.containsKey("client_ca");
    String wrong = "";
    if (!places.containsKey("cert")) {
      wrong = "tls_server_config needs cert_file, the server's certificate";
    } else if (!places.containsKey("key")) {
      wrong = "tls_server_config needs key_file, the key of its certificate";
    } else if (!allowsTls12 && !allowsTls13) {
      wrong = "min_version is higher than max_version";
    } else if (!allowsTls13 && !TlsNames.hasTls12(suites)) {
      wrong = "cipher_suites has none for TLS 1.2, and max_version allows no other";
    } else if (hasAuthority && !clientAuth.asks()) {
      wrong = "client_ca_file needs a client_auth_type, such as RequireAndVerifyClientCert";
    } else if (!hasAuthority && clientAuth.verifies()) {
      wrong = "client_auth_type %s needs client_ca_file".formatted(clientAuth.label());
    } else if (!allowedNames.isEmpty() && !clientAuth.requires()) {
      wrong =
          "client_allowed_sans needs client_auth_type RequireAndVerifyClientCert: who has no"
              + " certificate would have no name";
    }
    if (!wrong.isEmpty()) {
      throw yaml.fault(line, wrong);
    }
  }

  private PemPlace required(String what) {
    PemPlace place = places.get(what);
    if (place == null) {
      throw new IllegalStateException(what); // checked before
    }
    return place;
  }

  private TlsEndpoint endpoint(int line) throws ConfigException {
    List<X509Certificate> chain = pems.certificates(required("cert"));
    PrivateKey key = pems.key(required("key"));
    if (!PrivateKeys.belong(key, chain.get(0).getPublicKey())) {
      throw yaml.fault(line, "the key of tls_server_config is not that of its certificate");
    }
    @Nullable PemPlace authority = places.get("client_ca");
    List<X509Certificate> authorities =
        authority == null ? List.of() : pems.certificates(authority);
    ClientTrust trust = ClientTrust.of(authorities, clientAuth.verifies(), allowedNames);
    return TlsEndpoint.of(chain, key, trust, parameters());
  }

  private SSLParameters parameters() {
    List<String> protocols = new ArrayList<>();
    if (allowsTls13) {
      protocols.add("TLSv1.3");
    }
    if (allowsTls12) {
      protocols.add("TLSv1.2");
    }
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(protocols.toArray(String[]::new));
    parameters.setCipherSuites(TlsNames.suites(suites).toArray(String[]::new));
    parameters.setUseCipherSuitesOrder(prefersOwnSuites);
    if (!curves.isEmpty()) {
      parameters.setNamedGroups(curves.toArray(String[]::new));
    }
    if (clientAuth.requires()) {
      parameters.setNeedClientAuth(true);
    } else if (clientAuth.asks()) {
      parameters.setWantClientAuth(true);
    }
    return parameters;
  }
}
