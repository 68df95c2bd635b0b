package io.guestkit.terraform.process;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * Lines on standard error that Terraform takes into its own log: JSON as HashiCorp's hclog writes
 * it. Nothing is written but where TF_LOG_PROVIDER, or else TF_LOG, asks for it. Thread-safe.
 */
public final class HostLog {
  /** How much a line matters, the least first, as hclog names them. */
  public enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    OFF
  }

  /** go-plugin panics where the fraction has not six digits. */
  private static final String TIME = "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'";

  private final Level least;
  private final OutputStream out;

  /** Makes a log that writes what the environment asks for. */
  public HostLog(Map<String, String> environment, OutputStream out) {
    this.least =
        level(environment.getOrDefault("TF_LOG_PROVIDER", environment.getOrDefault("TF_LOG", "")));
    this.out = out;
  }

  /** Like Terraform: JSON is TRACE in another form, and so is a word that it does not know. */
  private static Level level(String name) {
    if (name.isEmpty()) {
      return Level.OFF;
    }
    for (Level level : Level.values()) {
      if (level.name().equals(name.toUpperCase(Locale.ROOT))) {
        return level;
      }
    }
    return Level.TRACE;
  }

  /** Writes a line where its level is asked for. */
  public void write(Level level, String message) {
    if (level.compareTo(least) < 0) {
      return;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("@level", level.name().toLowerCase(Locale.ROOT));
      json.writeStringField("@message", message);
      json.writeStringField(
          "@timestamp",
          DateTimeFormatter.ofPattern(TIME, Locale.ROOT)
              .format(Instant.now().atOffset(ZoneOffset.UTC)));
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    synchronized (this) {
      try {
        out.write(line.toByteArray());
        out.flush();
      } catch (IOException e) {
        // Terraform reads no more of it: nobody is left to be told.
      }
    }
  }
}
