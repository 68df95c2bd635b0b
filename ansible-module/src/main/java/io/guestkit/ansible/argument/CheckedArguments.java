package io.guestkit.ansible.argument;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a task after the check.
 *
 * @param values the values by name, converted where they could be, with the defaults
 * @param errors what is wrong, the first thing first; Ansible shows that one
 * @param unsupported what to say of arguments that the module does not have, or null; it comes
 *     after the errors
 * @param warnings what is odd
 */
public record CheckedArguments(
    Map<String, @Nullable Object> values,
    List<String> errors,
    @Nullable String unsupported,
    List<String> warnings) {

  /** Returns the sentence for a task that failed, or null where nothing is wrong. */
  public @Nullable String failure(String module) {
    if (!errors.isEmpty()) {
      return errors.getFirst();
    }
    return unsupported == null
        ? null
        : "Unsupported parameters for (" + module + ") module: " + unsupported;
  }

  /** Returns the value of an argument of text, or null where the task gives none. */
  public @Nullable String text(String name) {
    @Nullable Object value = values.get(name);
    return value == null ? null : PythonText.str(value);
  }

  /** Returns the elements of a list, or null where the task gives none. */
  public @Nullable List<String> texts(String name) {
    @Nullable Object value = values.get(name);
    if (!(value instanceof List<?> list)) {
      return null;
    }
    return list.stream().map(PythonText::str).toList();
  }

  /** Returns the elements of a list; none where the task gives no list. */
  public List<String> textsOrNone(String name) {
    @Nullable List<String> texts = texts(name);
    return texts == null ? List.of() : texts;
  }

  /** Returns whether an argument of truth is given, and true. */
  public boolean isTrue(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  /**
   * Returns the number that an argument holds.
   *
   * @param otherwise for where the task gives none
   * @throws ArgumentException if it is not from {@code least} to {@code most}
   */
  public long number(String name, long least, long most, long otherwise) throws ArgumentException {
    @Nullable Object value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Long number && number >= least && number <= most) {
      return number;
    }
    throw new ArgumentException(
        "value of "
            + name
            + " must be from "
            + least
            + " to "
            + most
            + ", got: "
            + PythonText.str(value));
  }
}
