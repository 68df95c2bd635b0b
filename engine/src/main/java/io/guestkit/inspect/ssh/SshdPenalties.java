package io.guestkit.inspect.ssh;

import io.guestkit.inspect.ssh.SshdConfig.Directive;
import java.util.ArrayList;
import java.util.List;

/** PerSourcePenalties: of each part the first value counts. */
final class SshdPenalties {
  /** The parts in the order in which they are printed. */
  private static final List<String> ORDER =
      List.of(
          "crash:",
          "authfail:",
          "noauth:",
          "grace-exceeded:",
          "refuseconnection:",
          "max:",
          "min:",
          "max-sources4:",
          "max-sources6:",
          "overflow:",
          "overflow6:");

  private SshdPenalties() {}

  /**
   * Returns the value.
   *
   * @param standard the parts where nothing is configured
   */
  static String of(List<Directive> lines, String standard) {
    List<String> words = new ArrayList<>();
    boolean isOff = false;
    for (Directive line : lines) {
      String first = line.words().getFirst();
      isOff |= first.equalsIgnoreCase("no") && words.isEmpty();
      words.addAll(line.words());
    }
    if (isOff) {
      return "no";
    }
    StringBuilder text = new StringBuilder();
    for (String part : ORDER) {
      String value = value(words, part);
      if (value.isEmpty() && part.equals("overflow6:")) {
        value = value(words, "overflow:");
      }
      if (value.isEmpty()) {
        value = value(List.of(standard.split(" ", -1)), part);
      }
      if (!value.isEmpty()) {
        text.append(text.isEmpty() ? "" : " ").append(part).append(value);
      }
    }
    return text.toString();
  }

  private static String value(List<String> words, String part) {
    for (String word : words) {
      if (word.startsWith(part)) {
        String value = word.substring(part.length());
        long seconds = part.startsWith("max-sources") ? -1 : SshdNumbers.seconds(value);
        return seconds < 0 ? value : String.valueOf(seconds);
      }
    }
    return "";
  }
}
