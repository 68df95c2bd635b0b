package io.guestkit.inspect.sudo;

/**
 * A member of a list in sudoers.
 *
 * @param isNegated whether an odd number of {@code !} stands before it
 * @param text the member, quotes and escapes resolved
 */
record SudoItem(boolean isNegated, String text) {
  static final String ALL = "ALL";

  /** Returns the same member, negated where a negated alias holds it. */
  SudoItem under(boolean isNegatedAlias) {
    return isNegatedAlias ? new SudoItem(!isNegated, text) : this;
  }

  /** Returns it as it is written in sudoers. */
  String written() {
    return isNegated ? "!" + text : text;
  }
}
