package io.guestkit.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.Build;
import io.guestkit.ansible.docs.ModuleDoc;
import io.guestkit.ansible.docs.ModuleDocs;
import io.guestkit.ansible.docs.PythonSpecs;
import io.guestkit.ansible.task.AnsibleModule;
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
  void everyModuleIsDocumented() {
    assertThat(ModuleDocs.all().stream().map(doc -> doc.module().name()))
        .containsExactlyElementsOf(Main.MODULES.stream().map(AnsibleModule::name).toList());
  }

  @Test
  void documentationIsFresh() throws IOException {
    for (ModuleDoc doc : ModuleDocs.all()) {
      Path file = MODULES.resolve(doc.module().name() + ".yml");
      Repository.checkGenerated(file, doc.yaml(), RENEW);
    }
  }

  @Test
  void argumentsOfTheActionPluginsAreFresh() throws IOException {
    Repository.checkGenerated(
        COLLECTION.resolve("plugins/plugin_utils/argument_specs.py"),
        PythonSpecs.of(Main.MODULES),
        RENEW);
  }

  @Test
  void launchersAreFresh() throws IOException {
    String template;
    try (InputStream in = CollectionTest.class.getResourceAsStream("launcher.sh")) {
      assertThat(in).isNotNull();
      template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(template)
        .doesNotContain("WANT_JSON")
        .containsOnlyOnce("<<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>");
    assertThat(template.chars()).as("Ansible would take it for a binary").allMatch(c -> c < 0x80);
    String versioned = template.replace("@VERSION@", Build.current().version());
    for (AnsibleModule module : Main.MODULES) {
      Repository.checkGenerated(
          MODULES.resolve(module.name()), versioned.replace("@MODULE@", module.name()), RENEW);
    }
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
  void everyModuleHasALauncherAndIsInTheActionGroup() throws IOException {
    String runtime = Files.readString(COLLECTION.resolve("meta/runtime.yml"));
    assertThat(launchers())
        .containsExactlyElementsOf(
            Main.MODULES.stream().map(AnsibleModule::name).sorted().toList());
    for (String name : launchers()) {
      assertThat(runtime).contains("\n    - " + name + "\n");
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
