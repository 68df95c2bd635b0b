package io.guestkit.dist.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.dist.exporter.Prometheus;
import io.guestkit.dist.exporter.RunningExporter;
import io.guestkit.dist.monitoring.Dashboards.Expression;
import io.guestkit.testing.Guests;
import io.guestkit.testing.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every expression of the dashboards has an answer where an exporter of two guests is scraped. */
class DashboardsIT {
  /** Panels of what these guests do not have: no fault, no LVM, no baseline, no end of support. */
  private static final List<String> EMPTY =
      List.of(
          "fleet: Alerts",
          "fleet: Images that cannot be read",
          "fleet: Accounts that let anybody in",
          "fleet: Support of the system",
          "fleet: Drift from the baseline",
          "image: Volume groups",
          "image: Changes since the baseline");

  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

  @TempDir Path dir;

  @Test
  void everyPanelHasSomethingToShow() throws Exception {
    Path root = Files.createDirectory(dir.resolve("images"));
    Path guest = root.resolve("deb12.qcow2");
    Files.copy(Guests.made("deb12.qcow2"), guest);
    Files.copy(Repository.sample(), root.resolve("sample.qcow2"));
    try (RunningExporter exporter = RunningExporter.start(dir, Map.of("golden", root));
        Prometheus prometheus = Prometheus.start(dir, configuration(exporter))) {
      prometheus.await("guestkit_inspection_success == 1", 2);
      prometheus.await("guestkit:systems:count > 0", 1);
      Map<String, String> variables =
          Map.of(
              "image_root", "golden",
              "image", "deb12.qcow2",
              "instance", exporter.address(),
              "__rate_interval", "30s");
      List<Expression> left = new ArrayList<>(Dashboards.expressions());
      // Rates come with the second scrape, records of records with the second evaluation.
      for (int i = 0; i < 50 && left.stream().anyMatch(e -> !EMPTY.contains(e.where())); i++) {
        Thread.sleep(200);
        left.removeAll(answered(prometheus, left, variables));
      }
      assertThat(left).extracting(Expression::where).isSubsetOf(EMPTY);
      for (Expression variable : Dashboards.variables()) {
        assertVariable(prometheus, variable, variables);
      }
    }
  }

  private static String configuration(RunningExporter exporter) {
    return """
    rule_files: ["%s"]
    scrape_configs:
      - job_name: guestkit
        static_configs: [{targets: ["%s"]}]
    """
        .formatted(RulesTest.RULES, exporter.address());
  }

  private static List<Expression> answered(
      Prometheus prometheus, List<Expression> expressions, Map<String, String> variables)
      throws InterruptedException {
    List<Expression> answered = new ArrayList<>();
    for (Expression expression : expressions) {
      if (!prometheus.query(expression.with(variables)).isEmpty()) {
        answered.add(expression);
      }
    }
    return answered;
  }

  /**
   * Grafana's {@code label_values} lists the values of a label: that of the guest is among them.
   */
  private static void assertVariable(
      Prometheus prometheus, Expression variable, Map<String, String> variables)
      throws InterruptedException {
    Matcher matcher = LABEL_VALUES.matcher(variable.with(variables));
    assertThat(matcher.matches()).as(variable.where()).isTrue();
    String label = matcher.group(2);
    assertThat(prometheus.query(matcher.group(1)))
        .as(variable.where())
        .extracting(series -> series.get(label))
        .contains(variables.get(label));
  }
}
