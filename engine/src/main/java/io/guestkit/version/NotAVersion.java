package io.guestkit.version;

/** Says why a text is no version of a format. */
final class NotAVersion {
  /** 60: longer than versions are; a message stays a sentence whatever it was given. */
  private static final int MAX_SHOWN = 60;

  private NotAVersion() {}

  /** Returns what is thrown: a sentence, without its full stop. */
  static IllegalArgumentException because(String text, String format, String why) {
    String shown = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
    return new IllegalArgumentException("'" + shown + "' is no version of " + format + ": " + why);
  }
}
