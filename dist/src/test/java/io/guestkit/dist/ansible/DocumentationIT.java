package io.guestkit.dist.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users read of the collection. */
class DocumentationIT {
  @TempDir static Path home;

  private static Controller controller = new Controller(Path.of(""));

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    controller = Controller.withCollection(home);
  }

  @Test
  void theExampleOfTheDocumentationPrintsWhatItShows() throws Exception {
    String page = Files.readString(Repository.path("docs/ansible.md"));
    String use = page.substring(page.indexOf("## Use"));
    Files.writeString(home.resolve("example.yml"), block(use, "```yaml\n"));
    Files.copy(Repository.sample(), home.resolve("web1.qcow2"));

    Cli.Result result =
        controller.run(
            Map.of("GUESTKIT_ANSIBLE", Archive.launcher("guestkit-ansible").toString()),
            "ansible-playbook",
            home.resolve("example.yml").toString());

    assertThat(result.text().replaceAll(" +\n", "\n").strip())
        .isEqualTo(block(use, "```console\n$ ansible-playbook playbook.yml\n").strip());
  }

  private static String block(String page, String start) {
    int from = page.indexOf(start) + start.length();
    return page.substring(from, page.indexOf("```", from));
  }

  @Test
  void ansibleDocShowsTheModule() throws Exception {
    String text = controller.succeed("ansible-doc", "guestkit.guestkit.inspection_info");
    assertThat(text)
        .contains(
            "additional_disks", "allow_dirs", "EXAMPLES:", "RETURN VALUES:", "installed_size");
    JsonNode doc =
        new ObjectMapper()
            .readTree(
                controller.succeed("ansible-doc", "--json", "guestkit.guestkit.inspection_info"))
            .path("guestkit.guestkit.inspection_info");
    assertThat(doc.at("/doc/options/timeout/default").asInt()).isEqualTo(120);
    assertThat(texts(doc.at("/doc/options/profile/choices")))
        .containsExactly("minimal", "default", "full");
    assertThat(doc.at("/return/inspection/contains/problems/contains/kind/type").asText())
        .isEqualTo("str");
  }

  @Test
  void ansibleDocShowsAllThatTheCollectionHas() throws Exception {
    for (String kind : List.of("module", "filter", "inventory", "lookup")) {
      JsonNode names =
          new ObjectMapper()
              .readTree(
                  controller.succeed(
                      "ansible-doc", "-t", kind, "--json", "-l", "guestkit.guestkit"));
      assertThat(names).as(kind).isNotEmpty();
      names
          .properties()
          .forEach(
              plugin -> assertThat(plugin.getValue().asText()).as(plugin.getKey()).isNotBlank());
    }
    assertThat(controller.succeed("ansible-doc", "-l", "guestkit.guestkit").lines())
        .as("modules")
        .hasSize(5);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  @Test
  void ansibleDocShowsTheRole() throws Exception {
    assertThat(controller.succeed("ansible-doc", "-t", "role", "guestkit.guestkit.engine"))
        .contains("guestkit_engine_archive", "guestkit_engine_checksum", "guestkit_engine_prefix");
    JsonNode manifest =
        new ObjectMapper()
            .readTree(
                home.resolve("collections/ansible_collections/guestkit/guestkit/MANIFEST.json")
                    .toFile());
    assertThat(manifest.at("/collection_info/version").asText()).isEqualTo(Archive.version());
  }
}
