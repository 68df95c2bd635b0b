package io.guestkit.exporter.exposition;

import io.guestkit.exporter.metrics.MetricCollector;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A family of gauges that images have samples of.
 *
 * @param name its name
 * @param help one sentence, without quotes, backslashes and line breaks
 * @param collector what it belongs to; null for what is told of every inspection
 */
public record Family(String name, String help, @Nullable MetricCollector collector) {

  /** Returns the lines before its samples, which are the same in both text formats. */
  byte[] head() {
    String head = "# HELP " + name + " " + help + "\n# TYPE " + name + " gauge\n";
    return head.getBytes(StandardCharsets.UTF_8);
  }
}
