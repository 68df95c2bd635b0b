package io.guestkit.exporter.webconfig.tls;

import org.jspecify.annotations.Nullable;

/** What is asked of a client's certificate. Source: Go, crypto/tls, ClientAuthType. */
enum ClientAuth {
  NONE("NoClientCert", false, false, false),
  REQUEST("RequestClientCert", true, false, false),
  REQUIRE_ANY("RequireAnyClientCert", true, true, false),
  VERIFY_IF_GIVEN("VerifyClientCertIfGiven", true, false, true),
  REQUIRE_AND_VERIFY("RequireAndVerifyClientCert", true, true, true);

  /** The older name of {@link #REQUIRE_ANY}, which the toolkit still takes. */
  private static final String REQUIRE = "RequireClientCert";

  private final String label;
  private final boolean asks;
  private final boolean requires;
  private final boolean verifies;

  ClientAuth(String label, boolean asks, boolean requires, boolean verifies) {
    this.label = label;
    this.asks = asks;
    this.requires = requires;
    this.verifies = verifies;
  }

  /** Returns what a text stands for, or null. */
  static @Nullable ClientAuth of(String text) {
    for (ClientAuth auth : values()) {
      if (auth.label.equals(text)) {
        return auth;
      }
    }
    return text.equals(REQUIRE) ? REQUIRE_ANY : null;
  }

  String label() {
    return label;
  }

  /** Returns whether a certificate is asked for. */
  boolean asks() {
    return asks;
  }

  /** Returns whether there must be one. */
  boolean requires() {
    return requires;
  }

  /** Returns whether one that is there must come from an authority that is known. */
  boolean verifies() {
    return verifies;
  }
}
