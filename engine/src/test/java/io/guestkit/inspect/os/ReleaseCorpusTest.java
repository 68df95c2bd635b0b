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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    Set<String> systems = new TreeSet<>();
    try (var trees = Files.list(folder.resolve("python-distro"))) {
      for (Path tree : trees.toList()) {
        OperatingSystem system = Guests.inspect(load(tree));
        systems.add(
            "%s = %s|%s|%s|%s"
                .formatted(
                    tree.getFileName(),
                    system.distro(),
                    system.productName(),
                    system.majorVersion(),
                    system.minorVersion()));
      }
    }
    assertThat(String.join("\n", systems)).isEqualTo(EXPECTED.strip());
  }

  private static final String EXPECTED =
      """
      alpine = alpinelinux|Alpine Linux v3.23|3|23
      amazon2014 = redhat-based|Amazon Linux AMI release 2014.03|2014|3
      amazon2023 = redhat-based|Amazon Linux 2023|2023|null
      armbian = debian|Debian GNU/Linux 10 (buster)|10|null
      buildroot = buildroot|Buildroot 2022.02|2022|2
      centos7 = centos|CentOS Linux 7 (Core)|7|1
      centosstream8 = centos|CentOS Stream 8|8|null
      cloudlinux5 = redhat-based|CloudLinux Server release 5.11 (Vladislav Volkov)|5|11
      cloudlinux7 = redhat-based|CloudLinux 7.3 (Yury Malyshev)|7|3
      debian10 = debian|Debian GNU/Linux 10 (buster)|10|11
      debian8 = debian|Debian GNU/Linux 8 (jessie)|8|2
      exherbo = unknown|Exherbo Linux|null|null
      fedora23 = fedora|Fedora 23 (Twenty Three)|23|null
      fedora42 = fedora|Fedora Linux 42 (Forty Two)|42|null
      gentoo = gentoo|Gentoo/Linux|null|null
      kali = kalilinux|Kali GNU/Linux Rolling|2017|1
      linuxmint17 = linuxmint|Linux Mint 17.3 Rosa|17|3
      mandriva2011 = mandriva|Mandriva Linux 2011.0|2011|0
      opensuse15 = opensuse|openSUSE Leap 15.2|15|2
      oracle7 = oraclelinux|Oracle Linux Server 7.5|7|5
      raspbian8 = unknown|Raspbian GNU/Linux 8 (jessie)|8|null
      rhel5 = rhel|Red Hat Enterprise Linux Server release 5.11 (Tikanga)|5|11
      rhel7 = rhel|Red Hat Enterprise Linux Server 7.0 (Maipo)|7|0
      rocky = rocky|Rocky Linux 8.4 (Green Obsidian)|8|4
      rocky9 = rocky|Rocky Linux 9.3 (Blue Onyx)|9|3
      scientific7 = scientificlinux|Scientific Linux 7.2 (Nitrogen)|7|2
      sles12 = sles|SUSE Linux Enterprise Server 12 SP1|12|1
      ubuntu16 = ubuntu|Ubuntu 16.04.1 LTS|16|4
      ubuntu2504 = ubuntu|Ubuntu 25.04|25|4
      ubuntu2604 = ubuntu|Ubuntu 26.04 LTS|26|4
      """;

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
