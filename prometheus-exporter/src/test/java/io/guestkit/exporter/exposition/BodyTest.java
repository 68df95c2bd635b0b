package io.guestkit.exporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.guestkit.testing.Tool;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
  private static final Family SIZE = new Family("t_size_bytes", "A size.", null);
  private static final Family INFO = new Family("t_info", "An identity.", null);
  private static final Family NONE = new Family("t_none", "Nobody has it.", null);
  private static final Families ALL = new Families(List.of(SIZE, NONE, INFO));

  @TempDir Path dir;

  private static MetricFamilySamples samples(Family family, String image, double... values) {
    List<Sample> samples = new ArrayList<>();
    for (double value : values) {
      samples.add(
          new Sample(
              family.name(), List.of("image", "n"), List.of(image, "" + samples.size()), value));
    }
    return new MetricFamilySamples(family.name(), Collector.Type.GAUGE, family.help(), samples);
  }

  /** Returns the lines that are no comments; a comma after the last label is a matter of taste. */
  private static List<String> samples(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("# "))
        .map(line -> line.replace(",}", "}"))
        .toList();
  }

  private static Body body() {
    return new Body(
        List.of(samples(new Family("t_own", "Own.", null), "x", 3)),
        ALL,
        List.of(
            ALL.lines(
                List.of(samples(SIZE, "a \"b\" \\ c\nd # EOF", 1, 1e18), samples(INFO, "a", 1))),
            ALL.lines(List.of(samples(SIZE, "# é", Double.NaN)))),
        family -> true);
  }

  private static String write(Body body, String contentType) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    body.write(contentType, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The library's own writer is the truth. */
  @ParameterizedTest
  @ValueSource(strings = {TextFormat.CONTENT_TYPE_OPENMETRICS_100, TextFormat.CONTENT_TYPE_004})
  void saysWhatTheLibrarySays(String contentType) throws IOException {
    MetricFamilySamples sizes = samples(SIZE, "a \"b\" \\ c\nd # EOF", 1, 1e18);
    List<Sample> all = new ArrayList<>(sizes.samples);
    all.addAll(samples(SIZE, "# é", Double.NaN).samples);
    StringWriter expected = new StringWriter();
    TextFormat.writeFormat(
        contentType,
        expected,
        Collections.enumeration(
            List.of(
                samples(new Family("t_own", "Own.", null), "x", 3),
                new MetricFamilySamples(SIZE.name(), Collector.Type.GAUGE, SIZE.help(), all),
                samples(INFO, "a", 1))));
    assertThat(samples(write(body(), contentType))).isEqualTo(samples(expected.toString()));
    assertThat(write(body(), contentType).lines())
        .filteredOn(line -> line.startsWith("# "))
        .containsExactlyInAnyOrderElementsOf(
            expected.toString().lines().filter(line -> line.startsWith("# ")).toList());
  }

  @Test
  void promtoolReadsIt() throws IOException {
    Tool.require("promtool");
    Path file =
        Files.writeString(dir.resolve("metrics.txt"), write(body(), TextFormat.CONTENT_TYPE_004));
    assertThat(Tool.shell("promtool check metrics < '%s' 2>&1".formatted(file))).isEmpty();
  }

  @Test
  void leavesOutWhatIsNotTold() throws IOException {
    Body some = new Body(List.of(), ALL, body().images(), INFO::equals);
    assertThat(write(some, TextFormat.CONTENT_TYPE_004))
        .isEqualTo(
            "# HELP t_info An identity.\n# TYPE t_info gauge\nt_info{image=\"a\",n=\"0\"} 1.0\n");
  }

  @Test
  void knowsItsFamilies() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ALL.lines(List.of(samples(new Family("t_x", "x", null), "a", 1))));
  }
}
