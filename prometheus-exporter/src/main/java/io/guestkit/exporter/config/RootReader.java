package io.guestkit.exporter.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one element of {@code roots}. */
final class RootReader {
  /** 100: labels are read by people. */
  private static final int MAX_NAME_LENGTH = 100;

  private final StrictYaml yaml;
  private String name = "";
  private @Nullable Path path;
  private @Nullable Path baseline;
  private final Set<Path> allowedDirs = new TreeSet<>();
  private final Set<String> include = new LinkedHashSet<>();
  private final Set<String> exclude = new LinkedHashSet<>();

  RootReader(StrictYaml yaml) {
    this.yaml = yaml;
  }

  Root read() throws IOException, ConfigException {
    int line = yaml.line();
    Map<String, StrictYaml.Value> keys = new LinkedHashMap<>();
    keys.put("name", () -> name = label(yaml.text("name")));
    keys.put("path", () -> path = folder("path", yaml.text("path")));
    keys.put("allowed_dirs", () -> yaml.elements("allowed_dirs", this::allowedDir));
    keys.put("include", () -> yaml.elements("include", () -> include.add(pattern("include"))));
    keys.put("exclude", () -> yaml.elements("exclude", () -> exclude.add(pattern("exclude"))));
    keys.put("baseline", () -> baseline = file("baseline", yaml.text("baseline")));
    yaml.mapping("an element of roots", keys);
    if (name.isEmpty() || path == null) {
      throw yaml.fault(line, "a root needs a " + (name.isEmpty() ? "name" : "path"));
    }
    return new Root(
        name, path, List.copyOf(allowedDirs), List.copyOf(include), List.copyOf(exclude), baseline);
  }

  private String label(String text) throws ConfigException {
    boolean isLabel =
        !text.isBlank()
            && text.length() <= MAX_NAME_LENGTH
            && text.codePoints().noneMatch(RootReader::isNoText);
    if (!isLabel) {
      throw yaml.fault("name must be a label of 1 to 100 printable characters");
    }
    return text;
  }

  private static boolean isNoText(int point) {
    return Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE;
  }

  private void allowedDir() throws IOException, ConfigException {
    allowedDirs.add(folder("allowed_dirs", yaml.element("allowed_dirs")));
  }

  private Path folder(String key, String text) throws ConfigException {
    Path folder = absolute(key, text);
    if (!Files.isDirectory(folder)) {
      throw yaml.fault("%s must be a folder, %s is none".formatted(key, folder));
    }
    return folder;
  }

  private Path file(String key, String text) throws ConfigException {
    Path found = absolute(key, text);
    if (!Files.isRegularFile(found)) {
      throw yaml.fault("%s must be a file, %s is none".formatted(key, found));
    }
    return found;
  }

  private Path absolute(String key, String text) throws ConfigException {
    Path found = yaml.path(key, text);
    if (!found.isAbsolute()) {
      throw yaml.fault("%s must be absolute, '%s' is not".formatted(key, text));
    }
    return found.normalize();
  }

  /** Returns a pattern of paths below the root. */
  private String pattern(String key) throws IOException, ConfigException {
    String text = yaml.element(key);
    boolean leadsAway = text.startsWith("/") || List.of(text.split("/", -1)).contains("..");
    if (text.isEmpty() || text.indexOf('\0') >= 0 || leadsAway) {
      throw yaml.fault(
          "%s must be patterns of paths below the root, such as web/*.qcow2, '%s' is none"
              .formatted(key, text));
    }
    return text;
  }
}
