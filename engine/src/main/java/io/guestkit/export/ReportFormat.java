package io.guestkit.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.OutputStream;

/** The formats that carry a report to a program, all UTF-8. */
public enum ReportFormat {
  /** JSON, indented by two spaces. */
  JSON,
  /** JSON Lines: each value on a line of its own. */
  JSONL,
  /** YAML; every text is quoted, so that none is taken for a number, a date or a boolean. */
  YAML;

  /** Returns a generator; closing it leaves the stream open. */
  public JsonGenerator generator(OutputStream out) throws IOException {
    JsonGenerator generator =
        this == YAML ? Yaml.generator(out) : new JsonFactory().createGenerator(out);
    generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    if (this == JSON) {
      generator.setPrettyPrinter(indented());
    } else if (this == JSONL) {
      generator.setRootValueSeparator(null);
    }
    return generator;
  }

  private static DefaultPrettyPrinter indented() {
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(separators)
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }

  /** Apart, so that JSON is written without loading it. */
  private static final class Yaml {
    static JsonGenerator generator(OutputStream out) throws IOException {
      return YAMLFactory.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build()
          .createGenerator(out);
    }
  }
}
