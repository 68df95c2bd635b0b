package io.guestkit.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.exporter.drift.Drift;
import io.guestkit.exporter.exposition.Family;
import io.guestkit.exporter.fleet.Told;
import io.guestkit.exporter.metrics.Metric;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.exporter.metrics.MetricTable;
import io.guestkit.exporter.own.OwnMetrics;
import io.guestkit.testing.Repository;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the generated parts of docs/exporter.md to what they are generated from, or renews them.
 */
class ExporterDocsTest {
  private static final String RENEW =
      "mvn -pl prometheus-exporter -am test -Dtest=ExporterDocsTest -Dguestkit.regenerate=true"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  private static final Path PAGE = Repository.path("docs/exporter.md");

  private static final List<Metric> TABLE = MetricTable.of(MetricTable.NO_PACKAGES);
  private static final List<Metric> ROWS =
      Stream.concat(TABLE.stream(), Drift.rows().stream()).toList();

  @Test
  void flagsAreFresh() throws IOException {
    check("flags", "```text\n" + Flags.help() + "```\n");
  }

  @Test
  void metricsOfReportsAreFresh() throws IOException {
    StringBuilder text = new StringBuilder();
    for (MetricCollector collector : MetricCollector.values()) {
      text.append("### Collector `%s`\n\n".formatted(collector.label()));
      text.append("Of %s.\n\n".formatted(collector.summary()));
      text.append("| metric | labels | help | field |\n|---|---|---|---|\n");
      for (Metric metric : ROWS) {
        if (metric.collector() == collector) {
          text.append(
              "| `%s` | %s | %s | %s |\n"
                  .formatted(
                      metric.name(), words(metric.labels()), metric.help(), words(fields(metric))));
        }
      }
      text.append('\n');
    }
    check("metrics", text.toString().stripTrailing() + "\n");
  }

  /** Returns what a metric carries, without what all of its collector do where it has several. */
  private static List<String> fields(Metric metric) {
    List<String> fields = new ArrayList<>(metric.from());
    List<Metric> siblings =
        ROWS.stream().filter(other -> other.collector() == metric.collector()).toList();
    for (String field : metric.from()) {
      boolean isCommon = siblings.stream().allMatch(other -> other.from().contains(field));
      if (isCommon && siblings.size() > 1 && fields.size() > 1) {
        fields.remove(field);
      }
    }
    return fields;
  }

  @Test
  void metricsOfInspectionsAreFresh() throws IOException {
    StringBuilder text = new StringBuilder("| metric | help |\n|---|---|\n");
    for (Family family : inspections()) {
      text.append("| `%s` | %s |\n".formatted(family.name(), family.help()));
    }
    check("inspections", text.toString());
  }

  /** Returns what is told of images beside their reports. */
  private static List<Family> inspections() {
    List<Family> all = Told.of(EnumSet.allOf(MetricCollector.class), TABLE).families().all();
    return all.subList(ROWS.size(), all.size());
  }

  @Test
  void metricsOfTheExporterAreFresh() throws IOException {
    List<MetricFamilySamples> families = new ArrayList<>(own().families());
    families.removeIf(family -> !family.name.startsWith("guestkit_"));
    families.sort((a, b) -> a.name.compareTo(b.name));
    check("exporter", table(families));
  }

  @Test
  void whatIsStillWaitedForIsNotThere() throws IOException {
    String page = Files.readString(PAGE);
    String waiting = page.substring(page.indexOf("### Not yet"), page.indexOf("## Limits"));
    Set<String> there = new TreeSet<>(ROWS.stream().map(Metric::name).toList());
    inspections().forEach(family -> there.add(family.name()));
    own().families().forEach(family -> there.add(shownName(family)));
    Matcher names = Pattern.compile("guestkit_[a-z_]+").matcher(waiting);
    int count = 0;
    while (names.find()) {
      assertThat(there).doesNotContain(names.group());
      count++;
    }
    assertThat(count).isPositive();
  }

  /** Metrics of discovery are there when it has looked. */
  private static OwnMetrics own() {
    OwnMetrics own = new OwnMetrics();
    own.discovered("images", 1);
    return own;
  }

  private static String table(List<MetricFamilySamples> families) {
    StringBuilder text =
        new StringBuilder("| metric | type | labels | help |\n|---|---|---|---|\n");
    for (MetricFamilySamples family : families) {
      Set<String> labels = new TreeSet<>();
      family.samples.forEach(sample -> labels.addAll(sample.labelNames));
      labels.remove("le");
      text.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  shownName(family),
                  family.type.name().toLowerCase(Locale.ROOT),
                  words(labels),
                  family.help));
    }
    return text.toString();
  }

  private static String shownName(MetricFamilySamples family) {
    return family.type == Collector.Type.COUNTER ? family.name + "_total" : family.name;
  }

  private static String words(Iterable<String> words) {
    return String.join(", ", words);
  }

  private static void check(String part, String expected) throws IOException {
    String begin = "<!-- generated: " + part + " -->\n";
    String page = Files.readString(PAGE);
    int start = page.indexOf(begin) + begin.length();
    int end = page.indexOf("<!-- end -->", start);
    assertThat(start).as("the page has no part %s", part).isGreaterThan(begin.length());
    String renewed = page.substring(0, start) + expected + page.substring(end);
    Repository.checkGenerated(PAGE, renewed, RENEW);
  }
}
