package io.guestkit.ansible.argument;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One argument of a module.
 *
 * @param name its name
 * @param type its type
 * @param elements the type of its elements where it is a list
 * @param isRequired whether a task has to give it
 * @param defaultValue its value where a task does not, or null
 * @param choices the values that it, or each of its elements, can take; empty where there are
 *     others
 * @param aliases other names
 * @param description what it means, a paragraph each
 */
public record Argument(
    String name,
    ArgumentType type,
    @Nullable ArgumentType elements,
    boolean isRequired,
    @Nullable Object defaultValue,
    List<String> choices,
    List<String> aliases,
    List<String> description) {
  /** Copies the lists. */
  public Argument {
    choices = List.copyOf(choices);
    aliases = List.copyOf(aliases);
    description = List.copyOf(description);
  }

  /** Returns an argument that a task may leave out. */
  public static Argument of(String name, ArgumentType type, String... description) {
    return new Argument(name, type, null, false, null, List.of(), List.of(), List.of(description));
  }

  /** Returns an argument with a list of values, which a task may leave out. */
  public static Argument listOf(String name, ArgumentType elements, String... description) {
    return new Argument(
        name, ArgumentType.LIST, elements, false, null, List.of(), List.of(), List.of(description));
  }

  /** Returns this argument as one that a task has to give. */
  public Argument required() {
    return new Argument(name, type, elements, true, null, choices, aliases, description);
  }

  /** Returns this argument with a value for where a task gives none. */
  public Argument orElse(Object value) {
    return new Argument(name, type, elements, isRequired, value, choices, aliases, description);
  }

  /** Returns this argument with the values that it can take. */
  public Argument oneOf(List<String> values) {
    return new Argument(
        name, type, elements, isRequired, defaultValue, values, aliases, description);
  }

  /** Returns this argument with further names. */
  public Argument alias(String... names) {
    return new Argument(
        name, type, elements, isRequired, defaultValue, choices, List.of(names), description);
  }

  /** Returns this argument with another description. */
  public Argument described(String... paragraphs) {
    return new Argument(
        name, type, elements, isRequired, defaultValue, choices, aliases, List.of(paragraphs));
  }
}
