package io.guestkit.dist.monitoring;

import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of metrics. */
final class Names {
  /** Of the exporter, and of recording rules. */
  private static final Pattern OURS = Pattern.compile("\\bguestkit[_:][a-zA-Z0-9_:]+");

  private Names() {}

  /** Returns those in a text. */
  static Set<String> in(String text) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = OURS.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  /**
   * Returns those that an expression may ask for: what the exporter's page tells, and what rules
   * record.
   */
  static Set<String> known() throws IOException {
    String page = Files.readString(Repository.path("docs/exporter.md"));
    int waiting = page.indexOf("### Not yet");
    Set<String> known = in(page.substring(0, waiting));
    // The page names the histogram; Prometheus keeps its parts.
    known.add("guestkit_exporter_inspection_duration_seconds_bucket");
    Matcher recorded =
        Pattern.compile("- record: (\\S+)").matcher(Files.readString(RulesTest.RULES));
    while (recorded.find()) {
      known.add(recorded.group(1));
    }
    return known;
  }
}
