package io.guestkit.ansible;

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
record CheckedArguments(
    Map<String, @Nullable Object> values,
    List<String> errors,
    @Nullable String unsupported,
    List<String> warnings) {

  /** Returns the sentence for a task that failed, or null where nothing is wrong. */
  @Nullable String failure(String module) {
    if (!errors.isEmpty()) {
      return errors.getFirst();
    }
    return unsupported == null
        ? null
        : "Unsupported parameters for (" + module + ") module: " + unsupported;
  }

  /** Returns the value of an argument of text, or null where the task gives none. */
  @Nullable String text(String name) {
    @Nullable Object value = values.get(name);
    return value == null ? null : PythonText.str(value);
  }

  /** Returns the elements of a list, or null where the task gives none. */
  @Nullable List<String> texts(String name) {
    @Nullable Object value = values.get(name);
    if (!(value instanceof List<?> list)) {
      return null;
    }
    return list.stream().map(PythonText::str).toList();
  }
}
