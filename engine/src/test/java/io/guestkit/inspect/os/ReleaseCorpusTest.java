package io.guestkit.inspect.os;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.inspect.Guests;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.OsRelease;
import io.guestkit.testing.Corpus;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Tool;
import io.guestkit.version.Assignments;
import io.guestkit.version.OsReleaseFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The corpus's release files against what Python's platform module reads in them. */
class ReleaseCorpusTest {
  /** What Python puts where a file says nothing, as os-release(5) lets it. */
  private static final Map<String, String> DEFAULTS =
      Map.of("NAME", "Linux", "ID", "linux", "PRETTY_NAME", "Linux");

  @TempDir Path folder;

  private Corpus.Entry unpacked() {
    Corpus.Entry entry =
        Corpus.entries(manifest -> manifest.get("kind").asText().equals("os-release")).getFirst();
    Tool.run("tar", "-xzf", entry.root().resolve(entry.file()).toString(), "-C", folder.toString());
    return entry;
  }

  private static JsonNode members(Corpus.Entry entry) {
    return entry.truth().path("members").isObject() ? entry.truth().path("members") : entry.truth();
  }

  @Test
  void everyValueIsTheOneThatPythonReads() throws IOException {
    int files = 0;
    int values = 0;
    for (Map.Entry<String, JsonNode> member : members(unpacked()).properties()) {
      JsonNode parsed = member.getValue().get("parsed");
      if (parsed != null) {
        String text = Files.readString(folder.resolve(member.getKey()));
        Map<String, String> truth = new TreeMap<>();
        parsed.properties().forEach(value -> truth.put(value.getKey(), value.getValue().asText()));
        Map<String, String> ours = new TreeMap<>(Assignments.parse(text));
        DEFAULTS.forEach((name, value) -> {
          if (value.equals(truth.get(name))) {
            ours.putIfAbsent(name, value);
          }
        });
        assertThat(ours).as(member.getKey()).isEqualTo(truth);
        assertThat(asMap(OsReleaseFile.parse(text)))
            .as(member.getKey())
            .isEqualTo(reported(truth, text));
        files++;
        values += truth.size();
      }
    }
    System.out.println(
        "os-release files equal to Python's reading: " + files + ", values " + values);
    assertThat(files).isGreaterThan(270);
    assertThat(values).isGreaterThan(2000);
  }

  private static Map<String, @Nullable String> asMap(OsRelease release) {
    Map<String, @Nullable String> map = new LinkedHashMap<>();
    map.put("ID", release.id());
    map.put("ID_LIKE", release.idLike().isEmpty() ? null : String.join(" ", release.idLike()));
    map.put("NAME", release.name());
    map.put("PRETTY_NAME", release.prettyName());
    map.put("VERSION", release.version());
    map.put("VERSION_ID", release.versionId());
    map.put("VERSION_CODENAME", release.versionCodename());
    map.put("VARIANT", release.variant());
    map.put("VARIANT_ID", release.variantId());
    map.put("BUILD_ID", release.buildId());
    map.put("CPE_NAME", release.cpeName());
    map.put("SUPPORT_END", release.supportEnd());
    return map;
  }

  /** What is reported is as it stands: empty values and those that nobody wrote are null. */
  private static Map<String, @Nullable String> reported(Map<String, String> truth, String text) {
    Map<String, @Nullable String> map = new LinkedHashMap<>();
    for (String name : asMap(OsReleaseFile.parse("")).keySet()) {
      String value = truth.get(name);
      boolean written = ("\n" + text).contains("\n" + name + "=");
      map.put(name, value == null || value.isEmpty() || !written ? null : value.strip());
    }
    return map;
  }

  /** Distribution, product, first and second number of the version, of each of the trees. */
  @Test
  void everyTreeIsTheSystemThatItComesFrom() throws IOException {
    unpacked();
    Map<String, String> systems = new TreeMap<>();
    try (var trees = Files.list(folder.resolve("python-distro"))) {
      for (Path tree : trees.toList()) {
        OperatingSystem system = Guests.inspect(load(tree));
        systems.put(
            tree.getFileName().toString(),
            "%s|%s|%s|%s"
                .formatted(
                    system.distro(),
                    system.productName(),
                    system.majorVersion(),
                    system.minorVersion()));
      }
    }
    System.out.println("systems: " + systems);
    assertThat(systems).containsAllEntriesOf(EXPECTED).hasSize(EXPECTED.size());
  }

  private static final Map<String, String> EXPECTED = new HashMap<>();

  private static MemoryFilesystem load(Path tree) throws IOException {
    MemoryFilesystem filesystem = MemoryFilesystem.create().directory("/etc");
    List<Path> files;
    try (var walk = Files.walk(tree)) {
      files = walk.toList();
    }
    for (Path file : files) {
      String path = "/" + tree.relativize(file);
      if (Files.isSymbolicLink(file)) {
        filesystem.link(path, Files.readSymbolicLink(file).toString());
      } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        filesystem.file(path, Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return filesystem;
  }
}
