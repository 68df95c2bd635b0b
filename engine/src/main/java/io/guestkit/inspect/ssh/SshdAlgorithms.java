package io.guestkit.inspect.ssh;

import io.guestkit.inspect.Glob;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists of algorithms: a whole one, or one that adds to ({@code +}, {@code ^}) or takes from
 * ({@code -}) the default. A pattern that adds names needs all names that sshd was built with,
 * which are not known: such a list cannot be told.
 */
final class SshdAlgorithms {
  /** 4096: names of one list; OpenSSH has some fifty. */
  private static final int MAX_NAMES = 4096;

  private SshdAlgorithms() {}

  /** Returns the list, or empty where it cannot be told. */
  static Optional<String> of(String word, @Nullable String standard) {
    char sign = word.isEmpty() ? 0 : word.charAt(0);
    boolean isChange = sign == '+' || sign == '-' || sign == '^';
    List<String> names = names(isChange ? word.substring(1) : word);
    if (names.isEmpty() || names.size() > MAX_NAMES || (isChange && standard == null)) {
      return Optional.empty();
    }
    List<String> defaults = isChange && standard != null ? names(standard) : List.of();
    Set<String> result = new LinkedHashSet<>();
    if (sign == '-') {
      for (String name : defaults) {
        if (!fitsAny(names, name)) {
          result.add(name);
        }
      }
    } else if (hasPattern(names)) {
      return Optional.empty();
    } else {
      result.addAll(sign == '+' ? defaults : names);
      result.addAll(sign == '+' ? names : defaults);
    }
    return Optional.of(String.join(",", result));
  }

  private static boolean fitsAny(List<String> patterns, String name) {
    for (String pattern : patterns) {
      if (Glob.matches(pattern, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasPattern(List<String> names) {
    for (String name : names) {
      if (Glob.isPattern(name)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> names(String list) {
    List<String> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= list.length(); i++) {
      if (i == list.length() || list.charAt(i) == ',') {
        if (i > start) {
          names.add(list.substring(start, i));
        }
        start = i + 1;
      }
    }
    return names;
  }
}
