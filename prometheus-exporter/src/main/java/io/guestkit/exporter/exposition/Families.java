package io.guestkit.exporter.exposition;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All families that images have samples of, in the order in which they are told. */
public final class Families {
  private static final byte[] NONE = {};

  private final List<Family> families;
  private final Map<String, Integer> places = new HashMap<>();

  /** Takes them in their order. */
  public Families(List<Family> families) {
    this.families = List.copyOf(families);
    for (Family family : families) {
      places.put(family.name(), places.size());
    }
  }

  /** Returns them. */
  public List<Family> all() {
    return families;
  }

  /**
   * Returns samples of gauges as lines of text, which are the same in both text formats.
   *
   * @throws IllegalArgumentException if a family is not among these
   */
  public Lines lines(List<MetricFamilySamples> samples) {
    byte[][] lines = new byte[families.size()][];
    Arrays.fill(lines, NONE);
    for (MetricFamilySamples family : samples) {
      Integer place = places.get(family.name);
      if (place == null) {
        throw new IllegalArgumentException("no family is named " + family.name);
      }
      lines[place] = lines(family);
    }
    return new Lines(lines);
  }

  private static byte[] lines(MetricFamilySamples family) {
    StringWriter text = new StringWriter(128 * (1 + family.samples.size()));
    try {
      TextFormat.writeOpenMetrics100(text, Collections.enumeration(List.of(family)));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory takes everything
    }
    StringBuffer all = text.getBuffer();
    int start = 0;
    while (all.charAt(start) == '#') { // its head; a sample begins with its name
      start = all.indexOf("\n", start) + 1;
    }
    String samples = all.substring(start, all.lastIndexOf("# EOF"));
    return samples.getBytes(StandardCharsets.UTF_8);
  }
}
