package io.guestkit.version;

import java.util.ArrayList;
import java.util.List;

/**
 * A version of Semantic Versioning 2.0.0, {@code major.minor.patch[-pre-release][+build]}. Source:
 * semver.org; sections 2, 9 and 10 for what is legal, 11 for the order.
 *
 * @param numbers major, minor and patch, without zeros before them
 * @param preRelease identifiers, empty where it is a release
 */
record SemanticVersion(List<String> numbers, List<String> preRelease)
    implements Comparable<SemanticVersion> {
  private static final String FORMAT = "semver";

  SemanticVersion {
    numbers = List.copyOf(numbers);
    preRelease = List.copyOf(preRelease);
  }

  static SemanticVersion parse(String text) {
    int plus = text.indexOf('+');
    String ordered = plus < 0 ? text : text.substring(0, plus);
    if (plus >= 0) {
      identifiers(text, text.substring(plus + 1), "the build metadata");
    }
    int hyphen = ordered.indexOf('-');
    List<String> preRelease = List.of();
    if (hyphen >= 0) {
      preRelease = identifiers(text, ordered.substring(hyphen + 1), "the pre-release");
      for (String identifier : preRelease) {
        checkZeros(text, identifier);
      }
    }
    List<String> numbers = split(hyphen < 0 ? ordered : ordered.substring(0, hyphen));
    for (String number : numbers) {
      if (numbers.size() != 3 || !Ascii.isNumber(number)) {
        throw NotAVersion.because(text, FORMAT, "it does not start with three numbers, as 1.2.3");
      }
      checkZeros(text, number);
    }
    return new SemanticVersion(numbers, preRelease);
  }

  private static List<String> identifiers(String text, String part, String what) {
    List<String> identifiers = split(part);
    for (String identifier : identifiers) {
      if (identifier.isEmpty()) {
        throw NotAVersion.because(text, FORMAT, what + " has an empty identifier");
      }
      for (int i = 0; i < identifier.length(); i++) {
        char c = identifier.charAt(i);
        if (!Ascii.isAlphanumeric(c) && c != '-') {
          throw NotAVersion.because(text, FORMAT, what + " may not hold '" + c + "'");
        }
      }
    }
    return identifiers;
  }

  private static void checkZeros(String text, String identifier) {
    if (identifier.length() > 1 && identifier.charAt(0) == '0' && Ascii.isNumber(identifier)) {
      throw NotAVersion.because(text, FORMAT, "the number " + identifier + " starts with a zero");
    }
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', start)) {
      parts.add(text.substring(start, dot));
      start = dot + 1;
    }
    parts.add(text.substring(start));
    return parts;
  }

  @Override
  public int compareTo(SemanticVersion other) {
    for (int i = 0; i < numbers.size(); i++) {
      int order = Ascii.compareNumbers(numbers.get(i), other.numbers.get(i));
      if (order != 0) {
        return order;
      }
    }
    if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
      return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
    }
    int both = Math.min(preRelease.size(), other.preRelease.size());
    for (int i = 0; i < both; i++) {
      int order = identifier(preRelease.get(i), other.preRelease.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(preRelease.size(), other.preRelease.size());
  }

  private static int identifier(String a, String b) {
    boolean isNumber = Ascii.isNumber(a);
    if (isNumber != Ascii.isNumber(b)) {
      return isNumber ? -1 : 1;
    }
    return isNumber ? Ascii.compareNumbers(a, b) : a.compareTo(b);
  }
}
