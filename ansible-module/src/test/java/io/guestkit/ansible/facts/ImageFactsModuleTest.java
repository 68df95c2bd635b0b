package io.guestkit.ansible.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guestkit.ansible.MainTest;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFactsModuleTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path dir;

  private Path sample = Path.of("");

  @BeforeEach
  void makeSample() throws IOException {
    sample = Files.createDirectory(dir.resolve("images")).resolve("sample.qcow2");
    Files.copy(Repository.sample(), sample);
  }

  private static MainTest.Answer facts(ObjectNode arguments) throws IOException {
    return MainTest.module("image_facts", arguments.put("cache", false).toString());
  }

  private static JsonNode images(String... paths) throws IOException {
    ObjectNode arguments = JSON.createObjectNode().put("cache", false);
    arguments.set("paths", JSON.valueToTree(paths));
    MainTest.Answer answer = MainTest.module("image_inventory", arguments.toString());
    assertThat(answer.status()).as(answer.sentence()).isZero();
    return answer.json();
  }

  @Test
  void theFactsOfAnImageAreThoseOfTheHost() throws IOException {
    Path second = Files.write(dir.resolve("second.raw"), new byte[1 << 20]);
    ObjectNode arguments = JSON.createObjectNode().put("path", sample.toString());
    arguments.putArray("additional_disks").add(second.toString());
    MainTest.Answer answer = facts(arguments);
    assertThat(answer.status()).as(answer.sentence()).isZero();
    assertThat(answer.json().path("changed").asBoolean(true)).isFalse();
    assertThat(answer.json().has("warnings")).isFalse();
    JsonNode facts = answer.json().path("ansible_facts");
    assertThat(facts.path("ansible_distribution").asText()).isEqualTo("Debian");
    assertThat(facts.path("ansible_fqdn").asText()).isEqualTo("sample01.example.net");
    assertThat(facts.path("packages")).hasSize(12);
    assertThat(facts.path("getent_passwd").path("root").get(1).asText()).isEqualTo("0");
    assertThat(facts.path("ansible_devices")).hasSize(2);
    assertThat(facts.path("ansible_guestkit").path("path").asText()).isEqualTo(sample.toString());
  }

  @Test
  void anImageThatCannotBeReadFailsAndOneWithoutASystemWarns() throws IOException {
    MainTest.Answer missing = facts(JSON.createObjectNode().put("path", dir + "/missing"));
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.sentence()).isEqualTo(dir + "/missing: no such file");
    assertThat(missing.json().path("kind").asText()).isEqualTo("missing");
    assertThat(facts(JSON.createObjectNode()).sentence())
        .isEqualTo("missing required arguments: path");
    Path empty = Files.write(dir.resolve("empty.raw"), new byte[1 << 20]);
    MainTest.Answer none = facts(JSON.createObjectNode().put("path", empty.toString()));
    assertThat(none.status()).isZero();
    assertThat(none.json().path("warnings").get(0).asText())
        .isEqualTo(empty + ": no operating system was found: there are no facts of one");
  }

  @Test
  void theInventoryHasAnItemForEachImage() throws IOException {
    Path folder = dir.resolve("images");
    Files.writeString(folder.resolve("broken.QCOW2"), "QFI\u00fb");
    Files.writeString(folder.resolve("notes.txt"), "no image");
    Files.writeString(folder.resolve(".hidden.raw"), "no image");
    Files.createDirectory(folder.resolve("folder.img"));
    JsonNode answer = images(folder.toString(), dir + "/*/s*", dir + "/missing");
    JsonNode items = answer.path("images");
    assertThat(items).hasSize(3);
    assertThat(items.get(0).path("path").asText()).isEqualTo(folder + "/broken.QCOW2");
    assertThat(items.get(1).path("path").asText()).isEqualTo(sample.toString());
    assertThat(items.get(1).path("ansible_facts"))
        .isEqualTo(
            facts(JSON.createObjectNode().put("path", sample.toString()))
                .json()
                .path("ansible_facts"));
    assertThat(items.get(2).path("error").path("kind").asText()).isEqualTo("missing");
    assertThat(answer.path("warnings").toString()).contains(dir + "/missing: no such file");
    String complaint = images(Files.createDirectory(dir.resolve("none")).toString()).toString();
    assertThat(complaint).contains("no file in it is named as an image", ".qcow2");
  }
}
