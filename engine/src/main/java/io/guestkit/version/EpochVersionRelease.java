package io.guestkit.version;

import org.jspecify.annotations.Nullable;

/**
 * The parts of {@code [epoch:]version[-release]}. The epoch ends at the first colon, the version at
 * the last hyphen.
 *
 * @param epoch digits, any number of them; "0" where there is none
 * @param version never empty
 * @param release never empty (deb: the revision); null where there is none
 */
record EpochVersionRelease(String epoch, String version, @Nullable String release) {

  /**
   * Splits a version.
   *
   * @param format how messages call it
   * @param versionMarks what the version may hold besides letters and digits of ASCII
   * @param releaseMarks what the release may hold besides
   * @throws IllegalArgumentException if a part is empty, the epoch no number or a character illegal
   */
  static EpochVersionRelease split(
      String text, String format, String versionMarks, String releaseMarks) {
    int colon = text.indexOf(':');
    String epoch = colon < 0 ? "0" : text.substring(0, colon);
    if (!Ascii.isNumber(epoch)) {
      throw NotAVersion.because(text, format, "what stands before the colon is no number");
    }
    int hyphen = text.lastIndexOf('-');
    boolean hasRelease = hyphen > colon;
    String version = text.substring(colon + 1, hasRelease ? hyphen : text.length());
    check(text, format, "the version", version, versionMarks);
    if (!hasRelease) {
      return new EpochVersionRelease(epoch, version, null);
    }
    String release = text.substring(hyphen + 1);
    check(text, format, "what stands after the last hyphen", release, releaseMarks);
    return new EpochVersionRelease(epoch, version, release);
  }

  /** Returns this where the epoch is not above a number, as text in decimal digits. */
  EpochVersionRelease withEpochUpTo(String max, String text, String format) {
    if (Ascii.compareNumbers(epoch, max) > 0) {
      throw NotAVersion.because(text, format, "the epoch is above " + max);
    }
    return this;
  }

  private static void check(String text, String format, String what, String part, String marks) {
    if (part.isEmpty()) {
      throw NotAVersion.because(text, format, what + " is empty");
    }
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (!Ascii.isAlphanumeric(c) && marks.indexOf(c) < 0) {
        throw NotAVersion.because(text, format, what + " may not hold '" + c + "'");
      }
    }
  }
}
