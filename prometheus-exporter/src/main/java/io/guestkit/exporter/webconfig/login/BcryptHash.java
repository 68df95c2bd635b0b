package io.guestkit.exporter.webconfig.login;

import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * Hashes of passwords: {@code $2b$COST$SALTHASH}, where salt and hash are 22 and 31 letters of
 * bcrypt's own base64. Source: OpenBSD, crypt_checkpass(3).
 */
public final class BcryptHash {
  /** 18: each step doubles the work, which then takes some twenty seconds. */
  public static final int MAX_COST = 18;

  private static final int MIN_COST = 4;
  private static final int LENGTH = 60;
  private static final int COST_AT = 4;
  private static final int SALT_AT = 7;

  /** The last letter of a salt carries two of its 128 bits. */
  private static final int SALT_END = SALT_AT + 21;

  private static final String SALT_ENDS = ".Oeu";

  private BcryptHash() {}

  /** Returns whether a text is a hash of a cost that can be borne. */
  public static boolean isOne(String text) {
    boolean hasForm =
        text.length() == LENGTH
            && (text.startsWith("$2a$") || text.startsWith("$2b$") || text.startsWith("$2y$"))
            && text.charAt(SALT_AT - 1) == '$'
            && SALT_ENDS.indexOf(text.charAt(SALT_END)) >= 0;
    if (!hasForm) {
      return false;
    }
    for (int i = SALT_AT; i < LENGTH; i++) {
      char c = text.charAt(i);
      boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!isLetter && !(c >= '.' && c <= '9')) {
        return false;
      }
    }
    int cost = cost(text);
    return cost >= MIN_COST && cost <= MAX_COST;
  }

  /** Returns the cost of what has the form of a hash; beyond any where it is no number. */
  private static int cost(String hash) {
    int tens = Character.digit(hash.charAt(COST_AT), 10);
    int ones = Character.digit(hash.charAt(COST_AT + 1), 10);
    return tens < 0 || ones < 0 ? Integer.MAX_VALUE : tens * 10 + ones;
  }

  /** Returns whether a password is the one that was hashed: some 75 ms of work at cost 10. */
  static boolean matches(String hash, byte[] password) {
    return OpenBSDBCrypt.checkPassword(hash, password);
  }
}
