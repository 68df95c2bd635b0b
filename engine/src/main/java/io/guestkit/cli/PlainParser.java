package io.guestkit.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses the command lines that have nothing unusual in them. It has no answer for any other: wrong
 * ones, calls for help, short options in one word, {@code --}. Those are {@link PicocliParser}'s,
 * with which it agrees where it answers.
 */
final class PlainParser {
  private final CommandModel model;
  private final String[] words;
  private final Map<String, List<String>> options = new HashMap<>();
  private final List<String> operands = new ArrayList<>();
  private int next;

  private PlainParser(CommandModel model, String[] words, int next) {
    this.model = model;
    this.words = words;
    this.next = next;
  }

  /**
   * Returns the arguments of a command, or empty where this parser does not know.
   *
   * @param first index of the first word after the command's name
   */
  static Optional<Arguments> parse(CommandModel model, String[] words, int first) {
    return new PlainParser(model, words, first).parse();
  }

  private Optional<Arguments> parse() {
    while (next < words.length) {
      String word = words[next++];
      if (!word.startsWith("-")) {
        operands.add(word);
      } else if (!option(word)) {
        return Optional.empty();
      }
    }
    return isCountRight() ? Optional.of(new Arguments(options, operands)) : Optional.empty();
  }

  private boolean option(String word) {
    int equals = word.startsWith("--") ? word.indexOf('=') : -1;
    @Nullable Option option = find(equals < 0 ? word : word.substring(0, equals));
    if (option == null
        || (options.containsKey(option.name()) && option.kind() != Option.Kind.VALUES)) {
      return false;
    }
    List<String> values = options.computeIfAbsent(option.name(), name -> new ArrayList<>());
    if (option.kind() == Option.Kind.SWITCH) {
      return equals < 0;
    }
    if (equals < 0 && next == words.length) {
      return false;
    }
    String value = equals < 0 ? words[next++] : word.substring(equals + 1);
    values.add(value);
    return !value.isEmpty() && value.charAt(0) != '-' && option.complaint(value).isEmpty();
  }

  private @Nullable Option find(String name) {
    for (Option option : model.options()) {
      if (option.isNamed(name)) {
        return option;
      }
    }
    return null;
  }

  private boolean isCountRight() {
    long least = 0;
    long most = 0;
    for (Operand operand : model.operands()) {
      least += operand.least();
      most += operand.most();
    }
    return operands.size() >= least && operands.size() <= most;
  }
}
