package io.guestkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.testing.Repository;
import io.guestkit.testing.SchemaCheck;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String XML = "virt-inspector-xml";

  @TempDir Path folder;
  private String image = "";
  private String absent = "";

  @BeforeEach
  void makeImage() throws IOException {
    Path path = folder.resolve("raw.img");
    Files.write(path, new byte[1 << 20]);
    image = path.toString();
    absent = folder.resolve("absent.img").toString();
  }

  @Test
  void printsASummaryByDefault() {
    Run run = Run.of("inspect", image);
    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith(image + "\n").contains("No operating system was found.");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void printsTheReportOfOneImageAsJson() throws IOException {
    Run run = Run.of("inspect", image, "--output", "json");
    assertThat(run.status()).isZero();
    assertThat(SchemaCheck.of(GuestKit.schema()).complaints(JSON.readTree(run.out()))).isEmpty();
    assertThat(run.out()).endsWith("}\n");
  }

  @Test
  void yamlIsTheJson() throws IOException {
    for (List<String> images : List.of(List.of(image), List.of(image, absent))) {
      String[] json = words(images, "json");
      String[] yaml = words(images, "yaml");
      assertThat(new ObjectMapper(new YAMLFactory()).readTree(Run.of(yaml).out()))
          .isEqualTo(JSON.readTree(Run.of(json).out()));
    }
  }

  private static String[] words(List<String> images, String output) {
    List<String> words = new java.util.ArrayList<>(List.of("inspect", "--output", output));
    words.addAll(images);
    return words.toArray(String[]::new);
  }

  @Test
  void printsSeveralImagesAsAnArrayInTheirOrder() throws IOException {
    Run run = Run.of("inspect", absent, image, absent, image, "--output", "json", "--jobs", "3");
    assertThat(run.status()).isEqualTo(1);
    JsonNode items = JSON.readTree(run.out());
    assertThat(items)
        .extracting(item -> item.get("path").asText())
        .containsExactly(absent, image, absent, image);
    assertThat(items.get(0).get("error").get("kind").asText()).isEqualTo("missing");
    assertThat(items.get(0).get("error").get("message").asText()).contains("no such file");
    assertThat(items.get(0).has("inspection")).isFalse();
    assertThat(items.get(1).has("error")).isFalse();
    assertThat(SchemaCheck.of(GuestKit.schema()).complaints(items.get(1).get("inspection")))
        .isEmpty();
    assertThat(run.err()).isEqualTo(("guestkit: " + absent + ": no such file\n").repeat(2));
  }

  @Test
  void printsALineForEachImage() throws IOException {
    Run run = Run.of("inspect", image, absent, "--output", "jsonl");
    assertThat(run.status()).isEqualTo(1);
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(2);
    for (String line : lines) {
      JsonNode item = JSON.readTree(line);
      assertThat(item.has("inspection")).isEqualTo(item.get("path").asText().equals(image));
      assertThat(item.has("error")).isEqualTo(item.get("path").asText().equals(absent));
    }
  }

  @Test
  void printsAnItemForOneImageAsLine() throws IOException {
    Run run = Run.of("inspect", image, "--output=jsonl");
    assertThat(JSON.readTree(run.out()).get("inspection").get("schema_version").asInt())
        .isEqualTo(1);
  }

  @Test
  void printsNothingButASentenceForOneImageThatFails() {
    Run run = Run.of("inspect", absent, "--output", "json");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("guestkit: " + absent + ": no such file\n");
  }

  @Test
  void choosesFields() {
    assertThat(Run.of("inspect", image, "--output", "json", "--fields", "schema_version").out())
        .isEqualTo("{\n  \"schema_version\": 1\n}\n");
    assertThat(
            Run.of("inspect", image, "--output", "jsonl", "--fields", "schema_version,problems")
                .out())
        .endsWith("\"inspection\":{\"schema_version\":1,\"problems\":[]}}\n");
  }

  @Test
  void readsSeveralDisksOfOneMachine() throws IOException {
    Run run = Run.of("inspect", image, "--disk", image, "--output", "json", "--facts", "disks");
    assertThat(JSON.readTree(run.out()).get("disks"))
        .extracting(disk -> disk.get("device").asText())
        .containsExactly("/dev/sda", "/dev/sdb");
  }

  @Test
  void limitsEndAReport() throws IOException {
    assertThat(problems("--max-entries", "40"))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.get("kind").asText()).isEqualTo("limit");
          assertThat(problem.get("message").asText()).startsWith("more than 40 entries");
        });
    assertThat(problems("--max-memory", "1K"))
        .first()
        .satisfies(problem ->
            assertThat(problem.get("message").asText()).contains("more than is left of 1024"));
    assertThat(problems("--max-entries", "100000", "--max-memory", "64M", "--timeout", "60"))
        .isEmpty();
  }

  private JsonNode problems(String... limits) throws IOException {
    String sample = Repository.sample().toString();
    List<String> words = new ArrayList<>(List.of("inspect", sample, "--output", "json"));
    words.addAll(List.of(limits));
    Run run = Run.of(words.toArray(String[]::new));
    assertThat(run.status()).isZero();
    return JSON.readTree(run.out()).get("problems");
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    assertUsage("name an image", "inspect");
    assertUsage("--sample takes the place", "inspect", "--sample", image);
    assertUsage("--disk adds to one image", "inspect", image, image, "--disk", image);
    assertUsage("--fields goes with", "inspect", image, "--fields", "disks");
    assertUsage("unknown field dsks; did you mean disks?", fields("dsks"));
    assertUsage("a name is missing", fields("disks,,facts"));
    assertUsage("--timeout takes a number", "inspect", image, "--timeout", "0");
    for (String size : List.of("0", "K", "-1", "1T", "1.5G", "1234567890123")) {
      assertUsage("--max-memory takes a size", "inspect", image, "--max-memory=" + size);
    }
    assertUsage("--max-entries takes a number", "inspect", image, "--max-entries", "0");
    assertUsage("--max-entries takes a number", "inspect", image, "--max-entries", "1K");
    assertUsage("--jobs takes a number", "inspect", image, "--jobs=many");
    assertUsage("--output takes one of text, json", "inspect", image, "--output", "xml");
    assertUsage("--profile takes one of minimal, default, full, not 'tiny'", profile("tiny"));
    assertUsage("a document of one machine", "inspect", image, image, "--output", XML);
    assertUsage("--fields goes with", "inspect", image, "--fields", "disks", "--output", XML);
    assertUsage("did you mean --output?", "inspect", image, "--outptu", "xml");
    assertUsage("missing required parameter", "inspect", image, "--output");
    assertUsage("should be specified only once", "inspect", image, "--jobs=1", "--jobs=2");
  }

  private String[] profile(String name) {
    return new String[] {"inspect", image, "--profile", name, "--output", "json"};
  }

  private String[] fields(String fields) {
    return new String[] {"inspect", image, "--output", "json", "--fields", fields};
  }

  private static void assertUsage(String sentence, String... words) {
    Run run = Run.of(words);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("guestkit: ").contains(sentence).hasLineCount(1);
  }

  @Test
  void refusesAFactThatDoesNotExist() {
    assertUsage("'nonesuch'", "inspect", image, "--facts", "nonesuch");
    assertUsage("'nonesuch'", "inspect", image, "--facts", "disks,nonesuch");
  }

  @Test
  void readsWhatTheProfileAndTheFactsName() throws IOException {
    assertThat(facts(profile("minimal")))
        .containsExactly(
            "disks", "filesystems", "mountpoints", "partition_tables", "volume_groups", "volumes");
    assertThat(facts("inspect", image, "--output", "json", "--facts", "users,groups"))
        .containsExactly("groups", "users");
    assertThat(
            facts("inspect", image, "--output", "json", "--profile", "minimal", "--facts", "users"))
        .hasSize(7)
        .contains("users", "disks");
    assertThat(facts("inspect", image, "--output", "json")).isEqualTo(facts(profile("default")));
    assertThat(facts(profile("full"))).isEqualTo(InspectOptions.factNames());
  }

  private static List<String> facts(String... words) throws IOException {
    List<String> facts = new java.util.ArrayList<>();
    JSON.readTree(Run.of(words).out()).get("facts").forEach(fact -> facts.add(fact.asText()));
    return facts;
  }

  @Test
  void writesVirtInspectorsDocument() {
    assertThat(Run.of("inspect", image, "--output", XML).out())
        .isEqualTo("<?xml version=\"1.0\"?>\n<operatingsystems/>\n");
    assertThat(Run.of("inspect", "--sample", "--output", XML).out())
        .contains("    <root>/dev/", "    <applications>\n      <application>\n")
        .endsWith("  </operatingsystem>\n</operatingsystems>\n");
    Run run = Run.of("inspect", absent, "--output", XML);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void saysProblemsBesideADocumentThatHasNoPlaceForThem() throws IOException {
    byte[] disk = new byte[1 << 20];
    disk[510] = 0x55;
    disk[511] = (byte) 0xaa;
    disk[450] = (byte) 0x83; // a partition
    disk[454] = 1;
    disk[461] = 0x7f; // that ends behind the disk
    Files.write(Path.of(image), disk);
    Run run = Run.of("inspect", image, "--output", XML);
    assertThat(run.status()).isZero();
    assertThat(run.out()).endsWith("<operatingsystems/>\n");
    assertThat(run.err()).startsWith("guestkit: " + image + ": ").hasLineCount(1);
  }

  @Test
  void showsTheFilesBesideTheFacts() {
    assertThat(Run.of("inspect", "--sample", "--evidence").out())
        .containsPattern("Hostname +\\S+  \\(from /etc/hostname\\)");
    assertThat(Run.of("inspect", "--sample").out()).doesNotContain("(from ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "/dev/zero", "/dev/null", "fifo", "loop", "absent/below"})
  void saysWhatCannotBeInspected(String name) throws IOException {
    Tool.run("mkfifo", folder.resolve("fifo").toString());
    Files.createDirectory(folder.resolve("folder"));
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    String path = folder.resolve(name).toString();
    Run run = Run.of("inspect", path);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("guestkit: " + path + ": ").hasLineCount(1);
  }

  @Test
  void endsWithASentenceOrAReportForAnEmptyFile() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));
    Run run = Run.of("inspect", empty.toString());
    assertThat(run.status()).isIn(0, 1);
    assertThat(run.err()).doesNotContain("unexpected");
  }

  @Test
  void saysStatisticsBesideTheReport() throws IOException {
    Run run = Run.of("inspect", image, "--output", "json", "--statistics");
    assertThat(run.err()).matches("guestkit: .*raw.img: \\d+ ms, \\d+ reads, \\d+ bytes read\n");
    assertThat(JSON.readTree(run.out()).isObject()).isTrue();
  }

  @Test
  void coloursOnATerminalOnly() {
    assertThat(Run.onTerminal(Map.of(), "inspect", image).out()).contains("\u001b[1m");
    assertThat(Run.onTerminal(Map.of(), "inspect", image, "--no-color").out())
        .doesNotContain("\u001b");
    assertThat(Run.onTerminal(Map.of("NO_COLOR", "1"), "inspect", image).out())
        .doesNotContain("\u001b");
    assertThat(Run.onTerminal(Map.of("TERM", "dumb"), "inspect", image).out())
        .doesNotContain("\u001b");
    assertThat(Run.of("inspect", image).out()).doesNotContain("\u001b");
  }

  @Test
  void showsProgressOnATerminalForSeveralImages() {
    String end = image.substring(image.length() - 20);
    assertThat(Run.onTerminal(Map.of(), "inspect", image, image).err())
        .containsSubsequence("[0/2] ", end, "[1/2] ", end, "[2/2] ", end)
        .endsWith("\r\u001b[K");
    assertThat(Run.onTerminal(Map.of(), "inspect", image).err()).isEmpty();
    assertThat(Run.of("inspect", image, image).err()).isEmpty();
  }

  @Test
  void namesThePathOnceAndOnOneLine() {
    Run run = Run.of("inspect", folder.resolve("a\nb").toString());
    assertThat(run.err()).startsWith("guestkit: " + folder).hasLineCount(1);
    assertThat(run.err().split("no such file", -1)).hasSize(2);
    assertThat(run.err().split(folder.toString(), -1)).hasSize(2);
  }

  @Test
  void inspectsTheSample() throws IOException {
    Run run = Run.of("inspect", "--sample", "--output", "jsonl");
    assertThat(run.status()).isZero();
    JsonNode item = JSON.readTree(run.out());
    assertThat(item.get("path").asText()).isEqualTo("sample");
    assertThat(item.get("inspection").get("operating_systems")).hasSize(1);
    assertThat(item.get("inspection").get("problems")).isEmpty();
  }
}
