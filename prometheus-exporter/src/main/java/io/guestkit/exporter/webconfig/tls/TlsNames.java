package io.guestkit.exporter.webconfig.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of TLS in Go, and what they are in Java. */
final class TlsNames {
  /** Suites of TLS 1.3. They cannot be chosen, as in Go: each of them is good. */
  private static final List<String> TLS13 =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  /** Suites of TLS 1.2 with forward secrecy and authenticated encryption. */
  private static final List<String> TLS12 =
      List.of(
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /** Older suites of TLS 1.2, for those who ask for them. */
  private static final List<String> TLS12_CBC =
      List.of(
          "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");

  private static final Map<String, String> CURVES =
      Map.of(
          "X25519", "x25519",
          "CurveP256", "secp256r1",
          "CurveP384", "secp384r1",
          "CurveP521", "secp521r1");

  private TlsNames() {}

  /** Returns whether a suite is known, by the name that it has in Go and in Java. */
  static boolean isSuite(String name) {
    return TLS13.contains(name) || TLS12.contains(name) || TLS12_CBC.contains(name);
  }

  /**
   * Returns the suites to enable.
   *
   * @param chosen those that are asked for, by preference; empty for the default
   */
  static List<String> suites(List<String> chosen) {
    List<String> suites = new ArrayList<>(TLS13);
    for (String suite : chosen.isEmpty() ? TLS12 : chosen) {
      if (!suites.contains(suite)) {
        suites.add(suite);
      }
    }
    return suites;
  }

  /** Returns whether one of the suites chosen is one of TLS 1.2. */
  static boolean hasTls12(List<String> chosen) {
    return chosen.isEmpty() || !TLS13.containsAll(chosen);
  }

  /** Returns a curve's name in Java, or null. */
  static @Nullable String curve(String name) {
    return CURVES.get(name);
  }
}
