package io.guestkit.dist.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of docker/prometheus, by promtool. */
class RulesTest {
  static final Path RULES = Repository.path("docker/prometheus/rules/guestkit.rules.yml");

  private static final Path TESTS =
      Repository.path("docker/prometheus/rules/guestkit.rules.test.yml");

  private static Set<String> found(String pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void areValid() {
    assertThat(Tool.run("promtool", "check", "rules", "--lint-fatal", RULES.toString()))
        .contains("SUCCESS");
  }

  @Test
  void doWhatTheirTestsSay() {
    assertThat(Tool.run("promtool", "test", "rules", TESTS.toString())).contains("SUCCESS");
  }

  /** Every alert is shown to fire and to be silent, every record to have its value. */
  @Test
  void areAllTested() throws IOException {
    String rules = Files.readString(RULES);
    String tests = Files.readString(TESTS);
    Set<String> alerts = found("- alert: (\\S+)", rules);
    Set<String> records = found("- record: (\\S+)", rules);
    String alert =
        "ALERTS\\{alertname=\"(\\w+)\", alertstate=\"firing\"}\\)\\s+eval_time: \\w+\\s+exp_samples:";
    assertThat(found(alert + "(?! \\[\\]\n)", tests)).isEqualTo(alerts).hasSizeGreaterThan(20);
    assertThat(found(alert + " \\[\\]\n", tests)).isEqualTo(alerts);
    assertThat(found("- expr: (guestkit:\\S+)", tests)).isEqualTo(records).hasSizeGreaterThan(10);
  }

  @Test
  void everyAlertSaysHowSevereItIsAndWhatToDo() throws IOException {
    String rules = Files.readString(RULES);
    for (String alert : rules.split("- alert: ", -1)) {
      if (alert.startsWith("GuestKit")) {
        assertThat(alert).containsPattern("labels: \\{severity: (info|warning|critical)}");
        if (!alert.contains("annotations: *")) {
          assertThat(alert).contains("summary: ", "description: ", "runbook: ");
        }
      }
    }
  }

  @Test
  void askForMetricsThatThereAre() throws IOException {
    assertThat(Names.known()).containsAll(Names.in(Files.readString(RULES)));
  }

  @Test
  void prometheusTakesItsConfiguration() {
    String file = Repository.path("docker/prometheus/prometheus.yml").toString();
    assertThat(List.of(Tool.run("promtool", "check", "config", file).split("\n", -1)))
        .anyMatch(line -> line.contains("valid prometheus config file"))
        .anyMatch(line -> line.contains("rules found"));
  }
}
