package io.guestkit.exporter.exposition;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * An answer to a scrape: families of the exporter itself, then those of images.
 *
 * @param own the former
 * @param families what images may have samples of
 * @param images their samples as {@link Families#lines} gives them
 * @param isTold which families are
 */
public record Body(
    List<MetricFamilySamples> own,
    Families families,
    List<Lines> images,
    Predicate<Family> isTold) {
  private static final String END = "# EOF\n";

  /** Copies the lists. */
  public Body {
    own = List.copyOf(own);
    images = List.copyOf(images);
  }

  /**
   * Writes it.
   *
   * @param contentType one of those of {@link TextFormat}
   */
  public void write(String contentType, OutputStream out) throws IOException {
    StringWriter text = new StringWriter(1 << 14);
    TextFormat.writeFormat(contentType, text, Collections.enumeration(own));
    String start = text.toString();
    boolean hasEnd = start.endsWith(END);
    out.write(
        start
            .substring(0, start.length() - (hasEnd ? END.length() : 0))
            .getBytes(StandardCharsets.UTF_8));
    List<Family> all = families.all();
    for (int i = 0; i < all.size(); i++) {
      if (isTold.test(all.get(i))) {
        write(i, all.get(i), out);
      }
    }
    if (hasEnd) {
      out.write(END.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void write(int place, Family family, OutputStream out) throws IOException {
    boolean isBegun = false;
    for (Lines image : images) {
      byte[] lines = image.byFamily()[place];
      if (lines.length > 0) {
        if (!isBegun) {
          out.write(family.head());
          isBegun = true;
        }
        out.write(lines);
      }
    }
  }
}
