package io.guestkit.exporter.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
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
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One document of YAML, read strictly: what is not known, said twice or of another type is refused
 * with its line. A reader is called with the parser before the value of its key, and reads all of
 * it.
 */
public final class StrictYaml {
  /** 1 MiB: thousands of roots. */
  private static final int MAX_BYTES = 1 << 20;

  private final YAMLParser yaml;
  private final Path file;

  private StrictYaml(YAMLParser yaml, Path file) {
    this.yaml = yaml;
    this.file = file;
  }

  /** Reads the value of a key. */
  @FunctionalInterface
  public interface Value {
    /** Reads it. */
    void read() throws IOException, ConfigException;
  }

  /** Reads a document. */
  @FunctionalInterface
  public interface Document<T> {
    /** Reads it, with the parser before its first token. */
    T read(StrictYaml yaml) throws IOException, ConfigException;
  }

  /**
   * Returns what a file holds.
   *
   * @throws ConfigException with one sentence that names file and line
   */
  public static <T> T read(Path file, Document<T> document) throws ConfigException {
    try (YAMLParser parser = factory().createParser(bytes(file))) {
      StrictYaml yaml = new StrictYaml(parser, file);
      T value = document.read(yaml);
      if (parser.nextToken() != null) {
        throw yaml.fault("one document is expected, here begins another");
      }
      return value;
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

  /**
   * Reads a mapping, each key of which has a reader.
   *
   * @param what what the mapping is, for the sentence that says that it is none
   */
  public void mapping(String what, Map<String, Value> keys) throws IOException, ConfigException {
    begin(what);
    while (yaml.nextToken() == JsonToken.FIELD_NAME) {
      Value value = keys.get(yaml.currentName());
      if (value == null) {
        throw fault(
            "unknown key '%s'; known here: %s"
                .formatted(yaml.currentName(), String.join(", ", keys.keySet())));
      }
      value.read();
    }
  }

  /** Reads a value by the name of its key. */
  @FunctionalInterface
  public interface Named {
    /** Reads it. */
    void read(String name) throws IOException, ConfigException;
  }

  /** Reads a mapping whose keys are names that the file chooses. */
  public void names(String what, Named value) throws IOException, ConfigException {
    begin(what);
    while (yaml.nextToken() == JsonToken.FIELD_NAME) {
      value.read(yaml.currentName());
    }
  }

  /** The parser is before the value of a key and of the document, and at an element of a list. */
  private void begin(String what) throws IOException, ConfigException {
    @Nullable JsonToken token = yaml.currentToken();
    if (token == null || token == JsonToken.FIELD_NAME) {
      token = yaml.nextToken();
    }
    if (token != JsonToken.START_OBJECT) {
      throw fault(what + " must be a mapping");
    }
  }

  /** Reads a list; each element is read with the parser at its first token. */
  public void elements(String key, Value element) throws IOException, ConfigException {
    if (yaml.nextToken() != JsonToken.START_ARRAY) {
      throw fault(key + " must be a list");
    }
    while (yaml.nextToken() != JsonToken.END_ARRAY) {
      element.read();
    }
  }

  /** Returns the text of a key. */
  public String text(String key) throws IOException, ConfigException {
    yaml.nextToken();
    return element(key);
  }

  /** Returns the text that is an element of a list. */
  public String element(String key) throws IOException, ConfigException {
    if (yaml.currentToken() != JsonToken.VALUE_STRING || yaml.isCurrentAlias()) {
      throw fault(key + " must be text; quote what YAML takes for something else");
    }
    return yaml.getText();
  }

  /** Returns the whole number of a key. */
  public int number(String key, int least, int most) throws IOException, ConfigException {
    boolean isNumber =
        yaml.nextToken() == JsonToken.VALUE_NUMBER_INT
            && yaml.getNumberType() == JsonParser.NumberType.INT;
    if (!isNumber || yaml.getIntValue() < least || yaml.getIntValue() > most) {
      throw fault("%s must be a whole number from %d to %d".formatted(key, least, most));
    }
    return yaml.getIntValue();
  }

  /** Returns whether a key is switched on. */
  public boolean flag(String key) throws IOException, ConfigException {
    yaml.nextToken();
    if (yaml.currentToken() != JsonToken.VALUE_TRUE
        && yaml.currentToken() != JsonToken.VALUE_FALSE) {
      throw fault(key + " must be true or false");
    }
    return yaml.getBooleanValue();
  }

  /** Returns the duration of a key, as Prometheus writes them. */
  public Duration duration(String key) throws IOException, ConfigException {
    yaml.nextToken();
    String text = yaml.getText();
    try {
      return PromDuration.parse(text);
    } catch (IllegalArgumentException e) {
      throw fault(
          "%s must be a duration such as 30s, 5m or 1h30m, '%s' is none".formatted(key, text));
    }
  }

  /** Returns a text that is a path, as it stands. */
  public Path path(String key, String text) throws ConfigException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw fault(key + " is no path: " + e.getReason());
    }
  }

  /** Returns the line at which the parser stands. */
  public int line() {
    return yaml.currentTokenLocation().getLineNr();
  }

  /** Returns a complaint about where the parser stands. */
  public ConfigException fault(String what) {
    return fault(line(), what);
  }

  /** Returns a complaint about a line. */
  public ConfigException fault(int line, String what) {
    return new ConfigException("%s:%d: %s".formatted(file, line, what));
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
