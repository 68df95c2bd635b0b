package io.guestkit.ansible.argument;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The check of one task's arguments, in the steps and the words of ansible-core 2.14's argument
 * specification. An argument that is given as null counts as given, and is not converted.
 */
final class ArgumentCheck {
  private final ArgumentSpec spec;
  private final UserPaths paths;
  private final Map<String, @Nullable Object> values;
  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  ArgumentCheck(ArgumentSpec spec, Map<String, @Nullable Object> given, UserPaths paths) {
    this.spec = spec;
    this.paths = paths;
    this.values = new LinkedHashMap<>(given);
  }

  CheckedArguments run() {
    Set<String> aliases = resolveAliases();
    @Nullable String unsupported = unsupported(aliases);
    checkMutuallyExclusive();
    setDefaults();
    checkRequired();
    for (Argument argument : spec.arguments()) {
      if (values.get(argument.name()) != null) {
        convert(argument);
      }
    }
    for (Argument argument : spec.arguments()) {
      if (!argument.choices().isEmpty() && values.containsKey(argument.name())) {
        checkChoices(argument);
      }
    }
    checkRequiredOneOf();
    for (Argument argument : spec.arguments()) {
      values.putIfAbsent(argument.name(), null);
    }
    return new CheckedArguments(values, errors, unsupported, warnings);
  }

  /** Returns every alias; what was given under one is given under the name as well. */
  private Set<String> resolveAliases() {
    Set<String> aliases = new TreeSet<>();
    for (Argument argument : spec.arguments()) {
      for (String alias : argument.aliases()) {
        aliases.add(alias);
        if (values.containsKey(alias)) {
          if (values.containsKey(argument.name())) {
            warnings.add(
                "Both option " + argument.name() + " and its alias " + alias + " are set.");
          }
          values.put(argument.name(), values.get(alias));
        }
      }
    }
    return aliases;
  }

  private @Nullable String unsupported(Set<String> aliases) {
    Set<String> names = new TreeSet<>();
    for (Argument argument : spec.arguments()) {
      names.add(argument.name());
    }
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(names);
    unknown.removeAll(aliases);
    if (unknown.isEmpty()) {
      return null;
    }
    return String.join(", ", unknown)
        + ". Supported parameters include: "
        + String.join(", ", names)
        + (aliases.isEmpty() ? "" : " (" + String.join(", ", aliases) + ")")
        + ".";
  }

  private void checkMutuallyExclusive() {
    List<String> broken = new ArrayList<>();
    for (List<String> group : spec.mutuallyExclusive()) {
      if (countGiven(group) > 1) {
        broken.add(String.join("|", group));
      }
    }
    if (!broken.isEmpty()) {
      errors.add("parameters are mutually exclusive: " + String.join(", ", broken));
    }
  }

  private void setDefaults() {
    for (Argument argument : spec.arguments()) {
      if (argument.defaultValue() != null && !values.containsKey(argument.name())) {
        values.put(argument.name(), argument.defaultValue());
      }
    }
  }

  private void checkRequired() {
    Set<String> missing = new TreeSet<>();
    for (Argument argument : spec.arguments()) {
      if (argument.isRequired() && !values.containsKey(argument.name())) {
        missing.add(argument.name());
      }
    }
    if (!missing.isEmpty()) {
      errors.add("missing required arguments: " + String.join(", ", missing));
    }
  }

  private void convert(Argument argument) {
    @Nullable Object value = values.get(argument.name());
    try {
      Object converted = argument.type().convert(value, paths);
      @Nullable ArgumentType elements = argument.elements();
      if (elements != null && converted instanceof List<?> list) {
        converted = convertElements(argument, elements, list);
      }
      values.put(argument.name(), converted);
    } catch (ArgumentException e) {
      errors.add(
          "argument '%s' is of type %s and we were unable to convert to %s: %s"
              .formatted(
                  argument.name(),
                  PythonText.type(value),
                  argument.type().label(),
                  e.getMessage()));
    }
  }

  private List<Object> convertElements(Argument argument, ArgumentType type, List<?> elements) {
    List<Object> converted = new ArrayList<>(elements.size());
    for (Object element : elements) {
      try {
        converted.add(type.convert(element, paths));
      } catch (ArgumentException e) {
        errors.add(
            "Elements value for option '%s' is of type %s and we were unable to convert to %s: %s"
                .formatted(
                    argument.name(), PythonText.type(element), type.label(), e.getMessage()));
      }
    }
    return converted;
  }

  private void checkChoices(Argument argument) {
    @Nullable Object value = values.get(argument.name());
    String choices = String.join(", ", argument.choices());
    if (value instanceof List<?> list) {
      List<String> unknown = new ArrayList<>();
      for (Object element : list) {
        if (!isChoice(argument, element)) {
          unknown.add(PythonText.str(element));
        }
      }
      if (!unknown.isEmpty()) {
        errors.add(
            "value of %s must be one or more of: %s. Got no match for: %s"
                .formatted(argument.name(), choices, String.join(", ", unknown)));
      }
    } else if (!isChoice(argument, value) && !restoreBoolean(argument, value)) {
      errors.add(
          "value of %s must be one of: %s, got: %s"
              .formatted(argument.name(), choices, PythonText.str(value)));
    }
  }

  private static boolean isChoice(Argument argument, @Nullable Object value) {
    return value instanceof String text && argument.choices().contains(text);
  }

  /** YAML takes some words for booleans; where one choice alone can have been meant, it was. */
  private boolean restoreBoolean(Argument argument, @Nullable Object value) {
    if (!"True".equals(value) && !"False".equals(value)) {
      return false;
    }
    Set<String> meant = new HashSet<>(ArgumentType.booleanWords("True".equals(value)));
    meant.retainAll(argument.choices());
    if (meant.size() != 1) {
      return false;
    }
    values.put(argument.name(), meant.iterator().next());
    return true;
  }

  private void checkRequiredOneOf() {
    for (List<String> group : spec.requiredOneOf()) {
      if (countGiven(group) == 0) {
        errors.add("one of the following is required: " + String.join(", ", group));
        return;
      }
    }
  }

  private int countGiven(List<String> names) {
    int count = 0;
    for (String name : names) {
      count += values.containsKey(name) ? 1 : 0;
    }
    return count;
  }
}
