package io.guestkit.ansible.task;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A value that is JSON already, in one line of ASCII: the reports of many images are kept so, the
 * records that they were made of are not.
 */
public record JsonText(String text) {

  /** What writes one value. */
  @FunctionalInterface
  public interface Source {
    void write(JsonGenerator out) throws IOException;
  }

  /** Returns what a source writes. */
  public static JsonText of(Source source) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
    try (JsonGenerator out = Json.generator(bytes)) {
      source.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail so
    }
    return new JsonText(bytes.toString(StandardCharsets.ISO_8859_1));
  }
}
