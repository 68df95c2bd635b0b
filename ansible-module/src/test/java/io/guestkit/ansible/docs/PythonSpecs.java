package io.guestkit.ansible.docs;

import io.guestkit.Build;
import io.guestkit.ansible.argument.Argument;
import io.guestkit.ansible.argument.ArgumentSpec;
import io.guestkit.ansible.argument.ArgumentType;
import io.guestkit.ansible.argument.PythonText;
import io.guestkit.ansible.task.AnsibleModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The argument specifications in Python, by which action plugins validate on the controller. */
public final class PythonSpecs {
  private PythonSpecs() {}

  /** Returns the file. */
  public static String of(List<AnsibleModule> modules) {
    StringBuilder text =
        new StringBuilder(
            """
            # Generated from the Java sources; a test fails when this is stale.
            # Apache License 2.0 (see LICENSE)
            \"""The arguments of the modules, as the engine checks them.\"""

            from __future__ import annotations

            VERSION = "%s"

            ARGUMENT_SPECS = {
            """
                .formatted(Build.current().version()));
    for (AnsibleModule module : modules) {
      ArgumentSpec spec = module.spec();
      text.append("    ").append(literal(module.name())).append(": {\n");
      text.append("        \"argument_spec\": {\n");
      for (Argument argument : spec.arguments()) {
        text.append("            ").append(literal(argument.name())).append(": {\n");
        options(argument)
            .forEach((name, value) ->
                text.append("                \"%s\": %s,\n".formatted(name, literal(value))));
        text.append("            },\n");
      }
      text.append("        },\n");
      text.append(groups("mutually_exclusive", spec.mutuallyExclusive()));
      text.append(groups("required_one_of", spec.requiredOneOf()));
      text.append("    },\n");
    }
    return text.append("}\n").toString();
  }

  private static String groups(String name, List<List<String>> groups) {
    return "        \"%s\": %s,\n".formatted(name, literal(groups));
  }

  /** Returns what Ansible knows of an argument. */
  public static Map<String, Object> options(Argument argument) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("type", argument.type().label());
    @Nullable ArgumentType elements = argument.elements();
    if (elements != null) {
      options.put("elements", elements.label());
    }
    if (argument.isRequired()) {
      options.put("required", true);
    }
    @Nullable Object value = argument.defaultValue();
    if (value != null) {
      options.put("default", value);
    }
    if (!argument.choices().isEmpty()) {
      options.put("choices", argument.choices());
    }
    if (!argument.aliases().isEmpty()) {
      options.put("aliases", argument.aliases());
    }
    return options;
  }

  private static String literal(Object value) {
    if (value instanceof String text) {
      return '"' + text + '"';
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      boolean isLong = list.size() > 5;
      String before = isLong ? "\n" + " ".repeat(20) : "";
      String between = isLong ? "," + before : ", ";
      String after = isLong ? ",\n" + " ".repeat(16) : "";
      return list.stream()
          .map(PythonSpecs::literal)
          .collect(Collectors.joining(between, "[" + before, after + "]"));
    }
    return PythonText.str(value);
  }
}
