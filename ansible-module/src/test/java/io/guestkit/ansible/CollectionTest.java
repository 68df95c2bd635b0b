package io.guestkit.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.Build;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the collection's files to the sources that they are made from, or should agree with. */
class CollectionTest {
  private static final String RENEW =
      "mvn -pl ansible-module -am test -Dtest=CollectionTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dguestkit.regenerate=true";

  private static final Path COLLECTION = Repository.path("ansible-module/collection");

  private static final Path MODULES = COLLECTION.resolve("plugins/modules");

  @Test
  void documentationOfInspectionInfoIsFresh() throws IOException {
    String examples;
    try (InputStream in = CollectionTest.class.getResourceAsStream("examples.yml")) {
      assertThat(in).isNotNull();
      examples = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String expected = ModuleDocs.ofInspectionInfo(examples);
    Repository.checkGenerated(MODULES.resolve("inspection_info.yml"), expected, RENEW);
  }

  @Test
  void theVersionIsThatOfTheEngine() throws IOException {
    String version = Build.current().version();
    assertThat(COLLECTION.resolve("galaxy.yml")).content().contains("\nversion: " + version + "\n");
    assertThat(COLLECTION.resolve("changelogs/changelog.yaml"))
        .content()
        .contains(" " + version + ":");
  }

  @Test
  void everyLauncherIsInTheActionGroupAndStartsTheModuleOfItsName() throws IOException {
    String runtime = Files.readString(COLLECTION.resolve("meta/runtime.yml"));
    List<String> names = launchers();
    assertThat(names).containsExactly(new InspectionInfo().name());
    for (String name : names) {
      assertThat(runtime).contains("\n    - " + name + "\n");
      assertThat(MODULES.resolve(name + ".yml")).exists();
      String launcher = Files.readString(MODULES.resolve(name));
      assertThat(launcher)
          .startsWith("#!/bin/sh\n")
          .contains("exec \"$engine\" " + name + " - <<")
          .doesNotContain("WANT_JSON")
          .containsOnlyOnce("<<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>");
      assertThat(launcher.chars()).as("Ansible would take it for a binary").allMatch(c -> c < 0x80);
    }
  }

  private static List<String> launchers() throws IOException {
    try (Stream<Path> files = Files.list(MODULES)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.contains("."))
          .sorted()
          .toList();
    }
  }
}
