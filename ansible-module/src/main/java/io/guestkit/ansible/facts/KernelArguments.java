package io.guestkit.ansible.facts;

import io.guestkit.report.Bootloader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's arguments by name, {@code ansible_cmdline} with the last value of each, {@code
 * ansible_proc_cmdline} with all. Source: {@code module_utils/facts/system/cmdline.py}, which
 * splits with {@code shlex.split(line, posix=False)}.
 */
final class KernelArguments {
  private KernelArguments() {}

  static void add(Map<String, Object> facts, @Nullable Bootloader bootloader) {
    @Nullable String line = bootloader == null ? null : bootloader.commandLine();
    if (line == null) {
      return;
    }
    Map<String, Object> last = new LinkedHashMap<>();
    Map<String, Object> all = new LinkedHashMap<>();
    for (String word : words(line)) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        last.put(word, true);
        all.put(word, true);
      } else {
        String name = word.substring(0, equals);
        String value = word.substring(equals + 1);
        last.put(name, value);
        all.merge(name, value, KernelArguments::both);
      }
    }
    facts.put("ansible_cmdline", last);
    facts.put("ansible_proc_cmdline", all);
  }

  private static Object both(Object before, Object value) {
    List<Object> values = new ArrayList<>();
    if (before instanceof List<?> list) {
      values.addAll(list);
    } else {
      values.add(before);
    }
    values.add(value);
    return values;
  }

  /** A quote groups words at their start only, and stays; one that does not end tells nothing. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      int start = at;
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        at++;
        continue;
      }
      if (c == '"' || c == '\'') {
        at = line.indexOf(c, at + 1) + 1;
        if (at == 0) {
          return List.of();
        }
      } else {
        at = blank(line, at);
      }
      words.add(line.substring(start, at));
    }
    return words;
  }

  private static int blank(String line, int from) {
    int at = from;
    while (at < line.length() && " \t\r\n".indexOf(line.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
