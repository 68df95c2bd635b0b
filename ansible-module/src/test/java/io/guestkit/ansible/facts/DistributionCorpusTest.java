package io.guestkit.ansible.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.inspect.Guests;
import io.guestkit.report.OsRelease;
import io.guestkit.testing.Corpus;
import io.guestkit.testing.HostTreeFilesystem;
import io.guestkit.testing.Tool;
import io.guestkit.version.OsReleaseFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the release files of the corpus tell, against what Ansible's own code makes of them. */
class DistributionCorpusTest {
  private static final List<String> NAMES =
      List.of(
          "distribution",
          "distribution_version",
          "distribution_major_version",
          "distribution_minor_version",
          "distribution_release",
          "os_family");

  @TempDir Path folder;

  @Test
  void everyValueIsAnsibles() throws IOException {
    Collectors.require();
    List<Path> trees = trees();
    Path list = Files.writeString(folder.resolve("trees"), lines(trees));
    JsonNode truth =
        Collectors.JSON.readTree(
            Tool.shell(
                "%s '%s' release < '%s'"
                    .formatted(
                        Collectors.python(), Collectors.script("collectors.py", folder), list)));

    List<String> wrong = new ArrayList<>();
    Map<String, Integer> left = new TreeMap<>();
    int values = 0;
    for (Path tree : trees) {
      Map<String, Object> facts = new LinkedHashMap<>();
      DistributionFacts.add(facts, Guests.inspect(HostTreeFilesystem.of(tree)));
      JsonNode theirs = truth.path(tree.toString());
      for (String name : NAMES) {
        Object ours = facts.get("ansible_" + name);
        if (ours != null) {
          values++;
          if (!ours.equals(theirs.path(name).asText()) && !isNewer(name, ours)) {
            wrong.add(tree.getFileName() + " " + name + ": " + ours + ", not " + theirs.get(name));
          }
        } else if (theirs.has(name)) {
          left.merge(name, 1, Integer::sum);
        }
      }
    }
    System.out.println(
        "facts of "
            + trees.size()
            + " systems equal to Ansible's: "
            + values
            + ", left out "
            + left);
    assertThat(wrong).isEmpty();
    assertThat(trees).hasSizeGreaterThan(270);
    assertThat(values).isGreaterThan(1350);
  }

  /** ansible-core 2.14 did not know the family yet. */
  private static boolean isNewer(String name, Object family) {
    return name.equals("os_family") && family.equals("RedHat");
  }

  private static String lines(List<Path> paths) {
    StringBuilder lines = new StringBuilder();
    paths.forEach(path -> lines.append(path).append('\n'));
    return lines.toString();
  }

  private List<Path> trees() throws IOException {
    Corpus.Entry entry =
        Corpus.entries(manifest -> manifest.get("kind").asText().equals("os-release")).getFirst();
    Tool.run("tar", "-xzf", entry.root().resolve(entry.file()).toString(), "-C", folder.toString());
    List<Path> trees = new ArrayList<>();
    try (var whole = Files.list(folder.resolve("python-distro"))) {
      trees.addAll(whole.toList());
    }
    try (var files = Files.walk(folder.resolve("which-distro"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path tree = folder.resolve("tree" + trees.size() + "-" + file.getFileName());
        Files.createDirectories(tree.resolve("etc"));
        Files.copy(file, tree.resolve("etc/os-release"));
        trees.add(tree);
      }
    }
    for (Path tree : trees) {
      complete(tree);
    }
    return trees;
  }

  /** Adds the files that each system of a kind has, where a tree of the corpus lacks them. */
  private static void complete(Path tree) throws IOException {
    Path etc = Files.createDirectories(tree.resolve("etc"));
    Path osRelease = etc.resolve("os-release");
    Path vendor = tree.resolve("usr/lib/os-release");
    if (Files.notExists(osRelease) && Files.exists(vendor)) {
      Files.copy(vendor, osRelease);
    }
    if (Files.notExists(osRelease)) {
      return;
    }
    OsRelease release = OsReleaseFile.parse(Files.readString(osRelease, StandardCharsets.UTF_8));
    String version = String.valueOf(release.versionId());
    String id = String.valueOf(release.id());
    String line = (id.equals("fedora") ? "Fedora" : release.name()) + " release " + version + "\n";
    if (id.equals("fedora") || id.equals("rhel") || isLikeRedHat(release)) {
      add(etc.resolve("redhat-release"), line);
    }
    switch (id) {
      case "ol" -> add(etc.resolve("oracle-release"), "Oracle Linux Server release " + version);
      case "centos" -> add(etc.resolve("centos-release"), line);
      case "alpine" -> add(etc.resolve("alpine-release"), version);
      case "arch" -> add(etc.resolve("arch-release"), "");
      case "altlinux" -> add(etc.resolve("altlinux-release"), "ALT " + version + "\n");
      case "slackware" -> add(etc.resolve("slackware-version"), "Slackware " + version + "\n");
      default -> {}
    }
  }

  private static boolean isLikeRedHat(OsRelease release) {
    return !"amzn".equals(release.id())
        && (release.idLike().contains("fedora")
            || release.idLike().contains("rhel")
            || release.idLike().contains("centos"));
  }

  private static void add(Path file, String text) throws IOException {
    if (Files.notExists(file)) {
      Files.writeString(file, text);
    }
  }
}
