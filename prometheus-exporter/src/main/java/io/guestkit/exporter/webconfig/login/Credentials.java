package io.guestkit.exporter.webconfig.login;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of its user. Source: RFC 7617.
 *
 * @param user the name
 * @param password its bytes as they came
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Credentials(String user, byte[] password) {
  private static final String SCHEME = "Basic ";

  /** Returns what a header says; null where it says nothing that can be understood. */
  static @Nullable Credentials of(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    byte[] pair;
    try {
      pair = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
    } catch (IllegalArgumentException e) {
      return null;
    }
    int colon = 0;
    while (colon < pair.length && pair[colon] != ':') {
      colon++;
    }
    if (colon == pair.length) {
      return null;
    }
    String user = new String(pair, 0, colon, StandardCharsets.UTF_8);
    return new Credentials(user, Arrays.copyOfRange(pair, colon + 1, pair.length));
  }

  /** A record's own text would have the password's address only, but the user's name too. */
  @Override
  public String toString() {
    return "credentials";
  }
}
