package io.guestkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactDiffCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private ObjectNode report = JSON.createObjectNode();
  private String sample = "";
  private String changed = "";

  @BeforeEach
  void saveReports() throws IOException {
    String output = Run.of("inspect", "--sample", "--output", "json").out();
    report = (ObjectNode) JSON.readTree(output);
    sample = save("sample.json", output);
    ObjectNode system = (ObjectNode) report.get("operating_systems").get(0);
    system.put("hostname", "renamed");
    ((ObjectNode) system.get("users").get(0)).put("shell", "/bin/changed");
    changed = save("changed.json", report.toString());
  }

  private String save(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  @Test
  void comparesTwoSavedReports() {
    Run run = Run.of("diff", sample, changed);
    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(" -> renamed\n", "users: 1 changed\n  ~ root  shell ", " -> /bin/changed\n")
        .hasLineCount(4);
    assertThat(Run.of("diff", sample, sample).out()).isEqualTo("No changes.\n");
    assertThat(Run.of("diff", sample, changed, "--facts", "users").out())
        .startsWith("users: 1 changed\n")
        .hasLineCount(2);
    assertThat(Run.of("diff", sample, changed, "--facts", "groups").out())
        .isEqualTo("No changes.\n");
  }

  @Test
  void takesTheLimitsOfAnInspection() {
    String image = Repository.sample().toString();
    Run run = Run.of("diff", sample, image, "--max-entries", "40");
    assertThat(run.status()).isZero();
    assertThat(run.err()).contains("1 problem in its report");
    Run files = Run.of("diff", image, image, "--files", "--timeout", "1");
    assertThat(files.status()).isEqualTo(2);
    assertThat(files.err()).contains("--timeout does not go with --files");
  }

  @Test
  void printsRecords() throws IOException {
    JsonNode changes = JSON.readTree(Run.of("diff", sample, changed, "--output", "json").out());
    assertThat(changes).hasSize(2);
    assertThat(changes.get(0).get("fact").asText()).isEqualTo("hostname");
    assertThat(changes.get(0).get("item").isNull()).isTrue();
    assertThat(changes.get(1).get("fields").get(0).get("after").asText()).isEqualTo("/bin/changed");
    assertThat(
            new ObjectMapper(new YAMLFactory())
                .readTree(Run.of("diff", sample, changed, "--output", "yaml").out()))
        .isEqualTo(changes);
    List<String> lines =
        Run.of("diff", sample, changed, "--output", "jsonl").out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(JSON.readTree(lines.get(1))).isEqualTo(changes.get(1));
    assertThat(Run.of("diff", sample, sample, "--output", "json").out()).isEqualTo("[]\n");
  }

  @Test
  void comparesAnImageWithASavedReport() throws IOException {
    Path image = folder.resolve("disk.img");
    Files.write(image, new byte[1 << 20]);
    String saved = save("disk.json", Run.of("inspect", image.toString(), "--output", "json").out());

    assertThat(Run.of("diff", saved, image.toString()).out()).isEqualTo("No changes.\n");
    Files.write(image, new byte[2 << 20]);
    assertThat(Run.of("diff", saved, image.toString()).out())
        .contains("~ /dev/sda  ", "image.virtual_size_bytes 1048576 -> 2097152");
    assertThat(Run.of("diff", image.toString(), image.toString()).out()).isEqualTo("No changes.\n");
    assertThat(Run.of("diff", sample, image.toString()).out())
        .contains("operating_systems: 1 removed\n");
  }

  @Test
  void saysWhatWasNotCompared() throws IOException {
    report.putArray("facts").add("users");
    report.putArray("problems").addObject().put("kind", "corrupt").put("message", "x");
    String users = save("users.json", report.toString());

    Run run = Run.of("diff", sample, users, "--facts", "users,groups,packages");
    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("users: 1 changed\n").hasLineCount(2);
    assertThat(run.err())
        .isEqualTo(
            "guestkit: not compared, as one of the reports lacks it: groups, packages\n"
                + "guestkit: "
                + users
                + ": 1 problem in its report: what could not be read is compared as if it were not"
                + " there\n");
  }

  @Test
  void refusesInOneSentence() throws IOException {
    report.put("schema_version", 2);
    String newer = save("newer.json", report.toString());
    Run run = Run.of("diff", sample, newer);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo("guestkit: " + newer + ": a report of schema_version 2, but only 1 is read\n");

    assertUsage("PATH goes with --files", "diff", sample, changed, "/etc");
    assertUsage("takes no further disk", "diff", sample, changed, "--disk", sample);
    assertUsage("takes no further disk", "diff", sample, changed, "--other-snapshot", "x");
    assertUsage("no fact or profile is named 'user'", "diff", sample, changed, "--facts", "user");
    assertThat(Run.of("diff", folder.resolve("absent").toString(), sample).err())
        .contains("no such file")
        .hasLineCount(1);
  }

  private static void assertUsage(String sentence, String... words) {
    Run run = Run.of(words);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("guestkit: ").contains(sentence).hasLineCount(1);
  }
}
