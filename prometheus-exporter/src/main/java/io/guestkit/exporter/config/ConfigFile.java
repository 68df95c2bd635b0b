package io.guestkit.exporter.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration: YAML with the one key {@code roots}, a list of {@code name}, {@code
 * path} and optional {@code allowed_dirs}, {@code include} and {@code exclude}. What is not known,
 * or said twice, is refused.
 */
public final class ConfigFile {
  /** 1 MiB: thousands of roots. */
  private static final int MAX_BYTES = 1 << 20;

  /** 100: labels are read by people. */
  private static final int MAX_NAME_LENGTH = 100;

  private final YAMLParser yaml;
  private final Path file;
  private final List<Root> roots = new ArrayList<>();

  private ConfigFile(YAMLParser yaml, Path file) {
    this.yaml = yaml;
    this.file = file;
  }

  /**
   * Returns the roots that a file names, at least one.
   *
   * @throws ConfigException if the file cannot be read or is not what it should be
   */
  public static List<Root> read(Path file) throws ConfigException {
    try (YAMLParser yaml = factory().createParser(bytes(file))) {
      return new ConfigFile(yaml, file).roots();
    } catch (NoSuchFileException e) {
      throw new ConfigException(file + ": no such file");
    } catch (AccessDeniedException e) {
      throw new ConfigException(file + ": permission denied; run as a user who may read it");
    } catch (JacksonException e) {
      throw new ConfigException(
          "%s:%d: not YAML that can be read: %s"
              .formatted(file, e.getLocation().getLineNr(), firstLine(e.getOriginalMessage())));
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot be read: " + e.getMessage());
    }
  }

  private static YAMLFactory factory() {
    return YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  }

  private static byte[] bytes(Path file) throws IOException, ConfigException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new ConfigException(file + ": larger than 1 MiB");
      }
      return bytes;
    }
  }

  private List<Root> roots() throws IOException, ConfigException {
    @Nullable JsonToken first = yaml.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw fault("a mapping with the key roots is expected");
    }
    while (yaml.nextToken() == JsonToken.FIELD_NAME) {
      if (!yaml.currentName().equals("roots")) {
        throw unknown("roots");
      }
      elements("roots", this::root);
    }
    if (yaml.nextToken() != null) {
      throw fault("one document is expected, here begins another");
    }
    if (roots.isEmpty()) {
      throw fault("roots names no folder: give at least one {name, path}");
    }
    return List.copyOf(roots);
  }

  /** Reads what the parser stands at. */
  @FunctionalInterface
  private interface Reader {
    void read() throws IOException, ConfigException;
  }

  private void elements(String key, Reader element) throws IOException, ConfigException {
    if (yaml.nextToken() != JsonToken.START_ARRAY) {
      throw fault(key + " must be a list");
    }
    while (yaml.nextToken() != JsonToken.END_ARRAY) {
      element.read();
    }
  }

  private void root() throws IOException, ConfigException {
    if (yaml.currentToken() != JsonToken.START_OBJECT) {
      throw fault("an element of roots must be a mapping of name and path");
    }
    int line = line();
    String name = "";
    @Nullable Path path = null;
    Set<Path> allowedDirs = new TreeSet<>();
    Set<String> include = new LinkedHashSet<>();
    Set<String> exclude = new LinkedHashSet<>();
    while (yaml.nextToken() == JsonToken.FIELD_NAME) {
      switch (yaml.currentName()) {
        case "name" -> {
          yaml.nextToken();
          name = name();
        }
        case "path" -> {
          yaml.nextToken();
          path = folder("path");
        }
        case "allowed_dirs" ->
            elements("allowed_dirs", () -> allowedDirs.add(folder("allowed_dirs")));
        case "include" -> elements("include", () -> include.add(pattern("include")));
        case "exclude" -> elements("exclude", () -> exclude.add(pattern("exclude")));
        default -> throw unknown("name, path, allowed_dirs, include, exclude");
      }
    }
    if (name.isEmpty() || path == null) {
      throw fault(line, "a root needs a " + (name.isEmpty() ? "name" : "path"));
    }
    add(
        line,
        new Root(name, path, List.copyOf(allowedDirs), List.copyOf(include), List.copyOf(exclude)));
  }

  private void add(int line, Root root) throws ConfigException {
    for (Root other : roots) {
      if (other.name().equals(root.name())) {
        throw fault(line, "two roots are named " + root.name());
      }
      if (other.path().equals(root.path())) {
        throw fault(line, "two roots have the path " + root.path());
      }
    }
    roots.add(root);
  }

  private String name() throws IOException, ConfigException {
    String name = text("name");
    boolean isLabel =
        !name.isBlank()
            && name.length() <= MAX_NAME_LENGTH
            && name.codePoints().noneMatch(ConfigFile::isNoText);
    if (!isLabel) {
      throw fault("name must be a label of 1 to 100 printable characters");
    }
    return name;
  }

  private static boolean isNoText(int point) {
    return Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE;
  }

  private Path folder(String key) throws IOException, ConfigException {
    String text = text(key);
    Path path;
    try {
      path = Path.of(text);
    } catch (InvalidPathException e) {
      throw fault(key + " is no path: " + e.getReason());
    }
    if (!path.isAbsolute()) {
      throw fault("%s must be absolute, '%s' is not".formatted(key, text));
    }
    if (!Files.isDirectory(path)) {
      throw fault("%s must be a folder, %s is none".formatted(key, path));
    }
    return path.normalize();
  }

  /** Returns a pattern of paths below a root. */
  private String pattern(String key) throws IOException, ConfigException {
    String text = text(key);
    boolean leadsAway = text.startsWith("/") || List.of(text.split("/", -1)).contains("..");
    if (text.isEmpty() || text.indexOf('\0') >= 0 || leadsAway) {
      throw fault(
          "%s must be patterns of paths below the root, such as web/*.qcow2, '%s' is none"
              .formatted(key, text));
    }
    return text;
  }

  private String text(String key) throws IOException, ConfigException {
    if (yaml.currentToken() != JsonToken.VALUE_STRING || yaml.isCurrentAlias()) {
      throw fault(key + " must be text; quote what YAML takes for something else");
    }
    return yaml.getText();
  }

  private ConfigException unknown(String known) throws IOException {
    return fault("unknown key '%s'; known here: %s".formatted(yaml.currentName(), known));
  }

  private int line() {
    return yaml.currentTokenLocation().getLineNr();
  }

  private ConfigException fault(String what) {
    return fault(line(), what);
  }

  private ConfigException fault(int line, String what) {
    return new ConfigException("%s:%d: %s".formatted(file, line, what));
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
