package io.guestkit.version;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a version of apk.
 *
 * @param text without the mark that announces it
 */
record ApkPart(Kind kind, String text) {
  /** In the order in which they stand in a version. */
  enum Kind {
    FIRST_NUMBER,
    NUMBER,
    LETTER,
    SUFFIX,
    SUFFIX_NUMBER,
    HASH,
    REVISION,
    END
  }

  /** From old to new; those before the fifth are older than the version without. */
  private static final List<String> SUFFIXES =
      List.of("alpha", "beta", "pre", "rc", "cvs", "svn", "git", "hg", "p");

  private static final int BEFORE_RELEASE = 4;

  /** Splits a version into its parts and the end. */
  static List<ApkPart> split(String text) {
    List<ApkPart> parts = new ArrayList<>();
    int at = Ascii.digitsEnd(text, 0);
    Kind last = Kind.FIRST_NUMBER;
    parts.add(new ApkPart(last, text.substring(0, at)));
    if (at == 0) {
      throw refuse(text, "it does not start with a digit");
    }
    while (at < text.length()) {
      ApkPart part = next(text, at, last);
      parts.add(part);
      last = part.kind;
      at += part.mark() + part.text.length();
    }
    parts.add(new ApkPart(Kind.END, ""));
    return parts;
  }

  /** Returns the part that begins at an index and may follow on a kind. */
  private static ApkPart next(String text, int at, Kind last) {
    char c = text.charAt(at);
    if (Ascii.isLower(c) && last.compareTo(Kind.NUMBER) <= 0) {
      return new ApkPart(Kind.LETTER, text.substring(at, at + 1));
    }
    if (c == '.' && last.compareTo(Kind.NUMBER) <= 0) {
      return number(Kind.NUMBER, text, at + 1);
    }
    if (Ascii.isDigit(c) && last == Kind.SUFFIX) {
      return number(Kind.SUFFIX_NUMBER, text, at);
    }
    if (c == '_' && last.compareTo(Kind.SUFFIX_NUMBER) <= 0) {
      return suffix(text, at + 1);
    }
    if (c == '~' && last.compareTo(Kind.HASH) < 0) {
      return hash(text, at + 1);
    }
    if (text.startsWith("-r", at) && last.compareTo(Kind.REVISION) < 0) {
      return number(Kind.REVISION, text, at + 2);
    }
    throw refuse(text, "'" + c + "' may not stand at character " + (at + 1));
  }

  private static ApkPart number(Kind kind, String text, int from) {
    int end = Ascii.digitsEnd(text, from);
    if (end == from) {
      throw refuse(text, "a number is missing at character " + (from + 1));
    }
    return new ApkPart(kind, text.substring(from, end));
  }

  private static ApkPart suffix(String text, int from) {
    int end = from;
    while (end < text.length() && Ascii.isLower(text.charAt(end))) {
      end++;
    }
    String name = text.substring(from, end);
    if (!SUFFIXES.contains(name)) {
      throw refuse(text, "no suffix is named '_" + name + "'");
    }
    return new ApkPart(Kind.SUFFIX, name);
  }

  private static ApkPart hash(String text, int from) {
    int end = from;
    while (end < text.length() && Ascii.isHex(text.charAt(end))) {
      end++;
    }
    if (end == from) {
      throw refuse(text, "a hash is missing at character " + (from + 1));
    }
    return new ApkPart(Kind.HASH, text.substring(from, end));
  }

  private static IllegalArgumentException refuse(String text, String why) {
    return NotAVersion.because(text, "apk", why);
  }

  /** Returns how many characters announce it. */
  private int mark() {
    return switch (kind) {
      case NUMBER, SUFFIX, HASH -> 1;
      case REVISION -> 2;
      case FIRST_NUMBER, LETTER, SUFFIX_NUMBER, END -> 0;
    };
  }

  /** Returns whether a version that goes on with this is older than one that does not. */
  boolean isBeforeRelease() {
    return kind == Kind.SUFFIX && SUFFIXES.indexOf(text) < BEFORE_RELEASE;
  }

  /** Compares with a part of the same kind. */
  int compareToSameKind(ApkPart other) {
    return switch (kind) {
      case FIRST_NUMBER, SUFFIX_NUMBER, REVISION -> Ascii.compareNumbers(text, other.text);
      // As in a fraction where one starts with a zero: 1.01 is older than 1.1.
      case NUMBER ->
          text.charAt(0) == '0' || other.text.charAt(0) == '0'
              ? text.compareTo(other.text)
              : Ascii.compareNumbers(text, other.text);
      case SUFFIX -> Integer.compare(SUFFIXES.indexOf(text), SUFFIXES.indexOf(other.text));
      case LETTER, HASH, END -> text.compareTo(other.text);
    };
  }
}
