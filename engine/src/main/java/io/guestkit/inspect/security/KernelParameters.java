package io.guestkit.inspect.security;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a kernel's command line, the last of a name winning. */
final class KernelParameters {
  private final Map<String, String> values = new HashMap<>();

  KernelParameters(String commandLine) {
    int start = 0;
    for (int i = 0; i <= commandLine.length(); i++) {
      if (i == commandLine.length() || commandLine.charAt(i) <= ' ') {
        String word = commandLine.substring(start, i);
        int equals = word.indexOf('=');
        if (equals > 0) {
          values.put(word.substring(0, equals), word.substring(equals + 1));
        }
        start = i + 1;
      }
    }
  }

  /** Returns the value of a parameter, or null. */
  @Nullable String value(String name) {
    return values.get(name);
  }

  /** Returns whether a module is switched off by its name: {@code selinux=0}. */
  boolean isOff(String module) {
    return "0".equals(values.get(module));
  }
}
