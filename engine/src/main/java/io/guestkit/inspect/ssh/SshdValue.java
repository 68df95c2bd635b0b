package io.guestkit.inspect.ssh;

import io.guestkit.inspect.Secrets;
import io.guestkit.inspect.ssh.SshdConfig.Directive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How sshd writes the value of a setting, by the kind that the table gives it. An empty answer is a
 * value that sshd would refuse.
 */
final class SshdValue {
  private SshdValue() {}

  /** Returns whether a kind takes every line, or the last one, in place of the first. */
  static boolean takesAll(String kind) {
    return switch (kind) {
      case "lines", "subsystem", "hostkey", "penalties" -> true;
      default -> false;
    };
  }

  static boolean takesLast(String kind) {
    return switch (kind) {
      case "octal", "hash", "ipqos", "startups", "netblock" -> true;
      default -> false;
    };
  }

  /** Returns the value of a line. */
  static Optional<String> of(String kind, Directive line, @Nullable String standard) {
    String first = line.words().getFirst();
    if (kind.startsWith("choice:")) {
      return choice(kind.substring("choice:".length()), first);
    }
    return switch (kind) {
      case "flag" -> choice("yes,no", first);
      case "integer" -> number(SshdNumbers.number(first));
      case "time" -> number(SshdNumbers.seconds(first));
      case "timeout" ->
          first.equalsIgnoreCase("none") || SshdNumbers.seconds(first) == 0
              ? Optional.of("none")
              : number(SshdNumbers.seconds(first));
      case "octal" -> octal(first);
      case "name" -> Optional.of(first.toUpperCase(Locale.ROOT));
      case "hash" -> choice("SHA256,MD5,sha256=SHA256,md5=MD5", first);
      case "rest" -> Optional.of(Secrets.mask(line.rest()));
      case "addendum" ->
          Optional.of(line.rest().equalsIgnoreCase("none") ? "none" : Secrets.mask(line.rest()));
      case "words" -> Optional.of(String.join(" ", line.words()));
      case "listens" -> Optional.of(listens(line.words()));
      case "algorithms" -> SshdAlgorithms.of(first, standard);
      case "startups" -> startups(first);
      case "startups1" ->
          first.equals("none") ? Optional.of(first) : number(SshdNumbers.number(first));
      case "ipqos" -> ipQos(line.words());
      case "rekey" -> rekey(line.words());
      case "keyoptions" -> keyOptions(line.words());
      case "netblock" -> netblock(first);
      default -> Optional.of(first);
    };
  }

  private static Optional<String> number(long value) {
    return value < 0 || value > Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.of(String.valueOf(value));
  }

  /** Returns the choice that a word is, or the one that it is another word for. */
  private static Optional<String> choice(String choices, String word) {
    for (int start = 0; start <= choices.length(); ) {
      int comma = choices.indexOf(',', start);
      int end = comma < 0 ? choices.length() : comma;
      int equals = choices.indexOf('=', start);
      boolean hasOther = equals > 0 && equals < end;
      if (word.equalsIgnoreCase(choices.substring(start, hasOther ? equals : end))) {
        return Optional.of(choices.substring(hasOther ? equals + 1 : start, end));
      }
      start = end + 1;
    }
    return Optional.empty();
  }

  private static Optional<String> octal(String word) {
    long value = SshdNumbers.number(word);
    if (value < 0 || word.indexOf('8') >= 0 || word.indexOf('9') >= 0 || word.length() > 4) {
      return Optional.empty();
    }
    int mode = Integer.parseInt(word, 8);
    return mode > 0777 ? Optional.empty() : Optional.of("0" + Integer.toOctalString(mode));
  }

  /** A port alone is one of every address. */
  private static String listens(List<String> words) {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      boolean isPort = word.indexOf(':') < 0 && !word.equals("any") && !word.equals("none");
      text.append(text.isEmpty() ? "" : " ").append(isPort ? "*:" : "").append(word);
    }
    return text.toString();
  }

  private static Optional<String> startups(String word) {
    int colon = word.indexOf(':');
    if (colon < 0) {
      long number = SshdNumbers.number(word);
      return number(number).filter(value -> number > 0).map(value -> value + ":30:" + value);
    }
    int second = word.indexOf(':', colon + 1);
    if (second < 0) {
      return Optional.empty();
    }
    long begin = SshdNumbers.number(word.substring(0, colon));
    long rate = SshdNumbers.number(word.substring(colon + 1, second));
    long full = SshdNumbers.number(word.substring(second + 1));
    return begin < 1 || begin > full || rate < 1 || rate > 100
        ? Optional.empty()
        : Optional.of(begin + ":" + rate + ":" + full);
  }

  private static Optional<String> netblock(String word) {
    int colon = word.indexOf(':');
    long v4 = SshdNumbers.number(colon < 0 ? word : word.substring(0, colon));
    long v6 = colon < 0 ? 128 : SshdNumbers.number(word.substring(colon + 1));
    return v4 < 0 || v4 > 32 || v6 < 0 || v6 > 128 ? Optional.empty() : Optional.of(v4 + ":" + v6);
  }

  private static Optional<String> ipQos(List<String> words) {
    Optional<String> interactive = SshdQos.name(words.getFirst());
    Optional<String> bulk = words.size() < 2 ? interactive : SshdQos.name(words.get(1));
    return interactive.isEmpty() || bulk.isEmpty()
        ? Optional.empty()
        : Optional.of(interactive.get() + " " + bulk.get());
  }

  private static Optional<String> rekey(List<String> words) {
    String size = words.getFirst();
    long bytes = size.equals("default") ? 0 : SshdNumbers.bytes(size);
    boolean hasTime = words.size() > 1 && !words.get(1).equals("none");
    long seconds = hasTime ? SshdNumbers.seconds(words.get(1)) : 0;
    return bytes < 0 || seconds < 0 || (bytes > 0 && bytes < 16)
        ? Optional.empty()
        : Optional.of(bytes + " " + seconds);
  }

  private static Optional<String> keyOptions(List<String> words) {
    boolean needsTouch = false;
    boolean needsVerification = false;
    for (String word : words) {
      String option = word.toLowerCase(Locale.ROOT);
      needsTouch |= option.equals("touch-required");
      needsVerification |= option.equals("verify-required");
      if (!needsTouch && !needsVerification && !option.equals("none")) {
        return Optional.empty();
      }
    }
    String text =
        (needsTouch ? "touch-required " : "") + (needsVerification ? "verify-required" : "");
    return Optional.of(text.isEmpty() ? "none" : text.strip());
  }

  /** Returns the values of all lines of a setting that takes them all. */
  static List<String> all(String kind, List<Directive> lines) {
    List<String> values = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Directive line : lines) {
      switch (kind) {
        case "lines" -> values.addAll(line.words());
        case "hostkey" -> {
          if (names.add(line.words().getFirst())) {
            values.add(line.words().getFirst());
          }
        }
        default -> {
          if (line.words().size() > 1 && names.add(line.words().getFirst())) {
            values.add(Secrets.mask(String.join(" ", line.words())));
          }
        }
      }
    }
    return values;
  }

  /** Returns the variables that a line sets, the first of each name. */
  static List<String> environment(Directive line) {
    List<String> values = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String word : line.words()) {
      int equals = word.indexOf('=');
      if (equals > 0 && names.add(word.substring(0, equals))) {
        values.add(Secrets.mask(word));
      }
    }
    return values;
  }
}
