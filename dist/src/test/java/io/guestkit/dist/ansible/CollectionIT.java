package io.guestkit.dist.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tarball of the collection that the build makes, beside what ansible-galaxy makes. */
class CollectionIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path home;

  private static Controller controller = new Controller(Path.of(""));

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    controller = Controller.withCollection(home);
  }

  @Test
  void whatWasInstalledIsWhole() throws Exception {
    String verified =
        controller.succeed(
            "ansible-galaxy", "collection", "verify", "--offline", "-vvv", "guestkit.guestkit");
    assertThat(verified).contains("internally consistent with its manifest");
  }

  @Test
  void itIsWhatAnsibleGalaxyBuilds() throws Exception {
    String source = Repository.path("ansible-module/collection").toString();
    Path other = Files.createDirectory(home.resolve("other"));
    controller.succeed(
        "ansible-galaxy", "collection", "build", source, "--output-path", "" + other);
    controller.succeed(
        "ansible-galaxy",
        "collection",
        "install",
        Controller.tarball(other).toString(),
        "-p",
        other.toString());
    Path ours = home.resolve("collections");
    assertThat(sums(ours)).isEqualTo(sums(other)).containsKey("plugins/modules/inspection_info");
    assertThat(manifest(ours, "MANIFEST.json").path("collection_info"))
        .isEqualTo(manifest(other, "MANIFEST.json").path("collection_info"));
  }

  private static Map<String, String> sums(Path collections) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    for (JsonNode file : manifest(collections, "FILES.json").path("files")) {
      String type = file.path("ftype").asText() + " " + file.path("chksum_type").asText() + " ";
      sums.put(file.path("name").asText(), type + file.path("chksum_sha256").asText());
    }
    return sums;
  }

  private static JsonNode manifest(Path collections, String name) throws IOException {
    Path file = collections.resolve("ansible_collections/guestkit/guestkit").resolve(name);
    return JSON.readTree(file.toFile());
  }
}
