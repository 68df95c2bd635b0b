package io.guestkit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A parsed command line.
 *
 * @param options the values of the options that were given, by the options' names
 * @param operands the arguments that are no options
 */
record Arguments(Map<String, List<String>> options, List<String> operands) {

  boolean has(Option option) {
    return options.containsKey(option.name());
  }

  /** Returns every value of an option. */
  List<String> values(Option option) {
    return options.getOrDefault(option.name(), List.of());
  }

  Optional<String> value(Option option) {
    List<String> values = values(option);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  int number(Option option, int otherwise) {
    List<String> values = values(option);
    return values.isEmpty() ? otherwise : Integer.parseInt(values.getFirst());
  }

  /** Returns the names that the values of an option hold, separated by commas. */
  List<String> names(Option option) throws UsageException {
    List<String> names = new ArrayList<>();
    for (String value : values(option)) {
      int start = 0;
      while (start <= value.length()) {
        int comma = value.indexOf(',', start);
        int end = comma < 0 ? value.length() : comma;
        String name = value.substring(start, end).strip();
        if (name.isEmpty()) {
          throw new UsageException(option.name() + ": a name is missing in '" + value + "'");
        }
        names.add(name);
        start = end + 1;
      }
    }
    return names;
  }
}
