package io.guestkit.inspect;

import java.util.Locale;

/**
 * Command lines of a guest without what looks like a secret in them: the value of an option or
 * variable whose name speaks of a password, secret, token or key, and the password of a URL.
 */
public final class Secrets {
  private static final String MASK = "***";

  private static final String[] NAMES = {
    "passw",
    "pwd",
    "rootpw",
    "authorization",
    "secret",
    "token",
    "apikey",
    "api-key",
    "api_key",
    "accesskey",
    "access-key",
    "access_key",
    "privatekey",
    "private-key",
    "private_key",
    "credential",
    "passphrase",
    "bearer",
  };

  private Secrets() {}

  /** Returns a command line with {@code ***} in the place of its secrets. */
  public static String mask(String command) {
    StringBuilder masked = new StringBuilder(command.length());
    boolean valueFollows = false;
    int at = 0;
    while (at < command.length()) {
      int end = wordEnd(command, at);
      String word = command.substring(at, end);
      if (word.isBlank()) {
        masked.append(word);
      } else if (valueFollows && !word.startsWith("-")) {
        masked.append(MASK);
        valueFollows = false;
      } else {
        masked.append(maskWord(word));
        valueFollows = isOptionWithoutValue(word);
      }
      at = end;
    }
    return masked.toString();
  }

  /** Returns the end of a run of blanks, or of a word, quoted blanks in it included. */
  private static int wordEnd(String text, int from) {
    int end = from + 1;
    boolean blank = text.charAt(from) <= ' ';
    char quote = 0;
    for (int i = from; i < text.length(); i++, end = i) {
      char c = text.charAt(i);
      if (quote == 0 && (c <= ' ') != blank) {
        return Math.max(i, from + 1);
      }
      if (c == '"' || c == '\'') {
        quote = quote == 0 ? c : quote == c ? 0 : quote;
      }
    }
    return end;
  }

  private static boolean isOptionWithoutValue(String word) {
    String bare = bare(word);
    boolean header = bare.endsWith(":") || bare.equalsIgnoreCase("bearer");
    return (word.startsWith("-") || header) && word.indexOf('=') < 0 && isSecret(bare);
  }

  private static String bare(String word) {
    int start = 0;
    int end = word.length();
    while (start < end && (word.charAt(start) == '"' || word.charAt(start) == '\'')) {
      start++;
    }
    while (end > start && (word.charAt(end - 1) == '"' || word.charAt(end - 1) == '\'')) {
      end--;
    }
    return word.substring(start, end);
  }

  private static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String secret : NAMES) {
      if (lower.contains(secret)) {
        return true;
      }
    }
    return false;
  }

  private static String maskWord(String word) {
    int equals = word.indexOf('=');
    if (equals > 0 && isSecret(word.substring(0, equals))) {
      return word.substring(0, equals + 1) + MASK;
    }
    boolean quoted = word.charAt(0) == '"' || word.charAt(0) == '\'';
    if (quoted && isSecret(word)) {
      return MASK;
    }
    int scheme = word.indexOf("://");
    int at = scheme < 0 ? -1 : word.indexOf('@', scheme);
    int colon = scheme < 0 ? -1 : word.indexOf(':', scheme + 3);
    return colon > 0 && colon < at
        ? word.substring(0, colon + 1) + MASK + word.substring(at)
        : word;
  }
}
