package io.guestkit.inspect.services;

import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.Glob;
import io.guestkit.inspect.TextLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the distribution and the administrator want units to be, the first rule that fits a name
 * deciding. A template with a list of instances is a rule for the template. Source:
 * systemd.preset(5); where it is silent, as systemctl 252 behaves.
 */
final class Presets {
  /** Highest precedence first; what lies below /run is made at each boot. */
  private static final List<String> SEARCH_PATH =
      List.of(
          "/etc/systemd/system-preset",
          "/usr/local/lib/systemd/system-preset",
          "/usr/lib/systemd/system-preset",
          "/lib/systemd/system-preset");

  /** 1 MiB: Fedora's largest file has 8 KiB. */
  private static final int MAX_BYTES = 1 << 20;

  /** 4096: Fedora has 300 rules; bounds the patterns that each unit is compared with. */
  private static final int MAX_RULES = 4096;

  /**
   * A rule.
   *
   * @param index place in the order, 0 the first
   * @param pattern name or pattern of units
   * @param state what the rule asks for
   */
  private record Rule(int index, String pattern, String state) {}

  private final FactFiles files;
  private final Map<String, Rule> names = new HashMap<>();
  private final List<Rule> patterns = new ArrayList<>();
  private int count;

  private Presets(FactFiles files) {
    this.files = files;
  }

  static Presets read(FactFiles files) throws IOException {
    Presets presets = new Presets(files);
    for (String path : paths(files).values()) {
      Optional<byte[]> bytes = files.bytes(path, MAX_BYTES);
      if (bytes.isPresent()) {
        presets.addFile(path, new String(bytes.get(), StandardCharsets.UTF_8));
      }
    }
    return presets;
  }

  /** Returns the files in the order of their names, each of the first directory that has it. */
  private static Map<String, String> paths(FactFiles files) throws IOException {
    Map<String, String> paths = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    Set<String> decided = new HashSet<>();
    for (String directory : SEARCH_PATH) {
      Optional<GuestFile> found = files.find(directory);
      if (found.isEmpty() || !seen.add(found.get().path())) {
        continue;
      }
      for (DirectoryEntry entry : files.names(directory)) {
        String path = directory + "/" + entry.name();
        if (entry.name().endsWith(".preset")
            && decided.add(entry.name())
            && !UnitDirectories.isMask(files, path, entry)) {
          paths.put(entry.name(), path);
        }
      }
    }
    return paths;
  }

  private void addFile(String path, String text) {
    for (TextLines lines = new TextLines(text); lines.next(); ) {
      String line = lines.line();
      if (!lines.isBlankOrComment() && line.charAt(0) != ';') {
        if (count == MAX_RULES) {
          files.unsupported(path, "more than %d rules of presets".formatted(MAX_RULES));
          return;
        }
        addRule(line);
      }
    }
  }

  private void addRule(String line) {
    int blank = blank(line);
    String argument = line.substring(blank).strip();
    if (argument.isEmpty()) {
      return;
    }
    switch (line.substring(0, blank)) {
      case "enable" -> addEnable(argument);
      case "disable" -> add(argument, "disabled");
      case "ignore" -> add(argument, "ignored");
      default -> {} // systemd passes such a line over, with a word in the journal
    }
  }

  /** Only a template may have a list of instances; a line with any other is passed over. */
  private void addEnable(String argument) {
    int blank = blank(argument);
    String name = argument.substring(0, blank);
    if (blank == argument.length() || (UnitName.isValid(name) && UnitName.isTemplate(name))) {
      add(name, "enabled");
    }
  }

  private static int blank(String line) {
    int at = 0;
    while (at < line.length() && line.charAt(at) > ' ') {
      at++;
    }
    return at;
  }

  private void add(String pattern, String state) {
    Rule rule = new Rule(count++, pattern, state);
    if (Glob.isPattern(pattern)) {
      patterns.add(rule);
    } else {
      names.putIfAbsent(pattern, rule);
    }
  }

  /** Returns what is asked for a unit; what no rule speaks of is to be enabled. */
  String of(String unit) throws LimitExceededException {
    Rule named = names.get(unit);
    for (Rule rule : patterns) {
      files.budget().check();
      if (named != null && named.index() < rule.index()) {
        break;
      }
      if (Glob.matches(rule.pattern(), unit)) {
        return rule.state();
      }
    }
    return named == null ? "enabled" : named.state();
  }
}
