package io.guestkit.dist.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.dist.monitoring.Dashboards.Expression;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboards without a Grafana: their expressions by promtool, their form by what Grafana
 * reads.
 */
class DashboardsTest {
  private static final Map<String, String> ANY =
      Map.of("image_root", ".*", "image", "x", "instance", ".*", "__rate_interval", "5m");

  /** Panels that Grafana brings itself. */
  private static final Set<String> PANELS =
      Set.of("row", "stat", "timeseries", "table", "bargauge");

  @TempDir Path dir;

  @Test
  void expressionsAreValid() throws IOException {
    List<Map<String, String>> rules = new ArrayList<>();
    for (Expression expression : Dashboards.expressions()) {
      String text = expression.with(ANY);
      assertThat(text).as(expression.where()).doesNotContain("$");
      rules.add(Map.of("record", "dashboard:expression:" + rules.size(), "expr", text));
    }
    assertThat(rules).hasSizeGreaterThan(60);
    Map<String, Object> group = Map.of("groups", List.of(Map.of("name", "all", "rules", rules)));
    Path file = dir.resolve("rules.yml"); // JSON is YAML
    new ObjectMapper().writeValue(file.toFile(), group);
    assertThat(Tool.run("promtool", "check", "rules", file.toString()))
        .contains(rules.size() + " rules found");
  }

  @Test
  void expressionsAskForMetricsThatThereAre() throws IOException {
    Set<String> known = Names.known();
    List<Expression> all = new ArrayList<>(Dashboards.expressions());
    all.addAll(Dashboards.variables());
    for (Expression expression : all) {
      assertThat(known).as(expression.where()).containsAll(Names.in(expression.text()));
    }
  }

  @Test
  void grafanaFindsItsWayInThem() throws IOException {
    Set<String> uids = new HashSet<>();
    for (String name : Dashboards.NAMES) {
      JsonNode dashboard = Dashboards.read(name);
      assertThat(dashboard.get("uid").asText()).isEqualTo("guestkit-" + name);
      assertThat(dashboard.get("schemaVersion").asInt()).isGreaterThanOrEqualTo(39);
      uids.add(dashboard.get("uid").asText());
      Set<Integer> ids = new HashSet<>();
      Set<String> places = new HashSet<>();
      for (JsonNode panel : dashboard.get("panels")) {
        assertThat(ids.add(panel.get("id").asInt())).as("two panels of one id").isTrue();
        assertThat(PANELS).contains(panel.get("type").asText());
        assertFits(panel.get("gridPos"), places);
        assertThat(panel.findValuesAsText("uid")).allMatch("${datasource}"::equals);
      }
    }
    for (String name : Dashboards.NAMES) {
      Pattern.compile("/d/([\\w-]+)")
          .matcher(Files.readString(Dashboards.file(name)))
          .results()
          .forEach(link -> assertThat(uids).contains(link.group(1)));
    }
  }

  /** Grafana's grid has 24 columns. */
  private static void assertFits(JsonNode place, Set<String> taken) {
    int left = place.get("x").asInt();
    int top = place.get("y").asInt();
    assertThat(left + place.get("w").asInt()).isLessThanOrEqualTo(24);
    for (int x = left; x < left + place.get("w").asInt(); x++) {
      for (int y = top; y < top + place.get("h").asInt(); y++) {
        assertThat(taken.add(x + "," + y)).as("panels overlap at %d,%d", x, y).isTrue();
      }
    }
  }
}
