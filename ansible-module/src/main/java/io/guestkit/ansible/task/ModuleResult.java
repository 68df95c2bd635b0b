package io.guestkit.ansible.task;

import com.fasterxml.jackson.core.JsonGenerator;
import io.guestkit.export.DisplayText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a module to its task, from which nothing has been written yet: what fails while it
 * is made becomes another answer, not half of one.
 */
public final class ModuleResult {
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final boolean failed;

  private ModuleResult(boolean failed) {
    this.failed = failed;
    values.put("changed", false);
  }

  /** Returns an answer that changed nothing, to be filled. */
  public static ModuleResult unchanged() {
    return new ModuleResult(false);
  }

  /** Returns the answer of a task that fails. */
  public static ModuleResult failure(ModuleFailure failure) {
    ModuleResult result = failure(failure.text());
    @Nullable String kind = failure.kind();
    if (kind != null) {
      result.put("kind", kind);
    }
    return result;
  }

  /** Returns the answer of a task that fails, with a sentence that says why. */
  public static ModuleResult failure(String sentence) {
    ModuleResult result = new ModuleResult(true);
    result.put("failed", true);
    result.put("msg", DisplayText.show(sentence));
    return result;
  }

  /** Sets a key of the answer. */
  public void put(String key, @Nullable Object value) {
    values.put(key, value);
  }

  /** Adds a sentence that Ansible shows though the task does not fail. */
  public void warn(String sentence) {
    warnings.add(DisplayText.show(sentence));
  }

  public boolean isFailed() {
    return failed;
  }

  /** Writes the answer as one line. */
  public void writeTo(OutputStream out) throws IOException {
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject();
      for (Map.Entry<String, @Nullable Object> entry : values.entrySet()) {
        json.writeFieldName(entry.getKey());
        Json.write(json, entry.getValue());
      }
      if (!warnings.isEmpty()) {
        json.writeFieldName("warnings");
        Json.write(json, warnings);
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }
}
