package io.guestkit.ansible.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.ansible.MainTest;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageInfoModuleTest {
  @TempDir Path dir;

  private Path base = Path.of("");
  private Path overlay = Path.of("");

  @BeforeEach
  void makeImages() {
    base = dir.resolve("base.raw");
    overlay = dir.resolve("overlay.qcow2");
    Tool.shell(
        """
        cd '%s'
        truncate -s 8M base.raw
        qemu-img create -q -f qcow2 -F raw -b base.raw overlay.qcow2
        """
            .formatted(dir));
  }

  @Test
  void theImageIsWhatQemuImgSays() throws IOException {
    JsonNode image = Asked.module("image_info", Map.of("path", overlay)).json().path("image");
    JsonNode truth =
        new ObjectMapper()
            .readTree(Tool.run("qemu-img", "info", "--output=json", overlay.toString()));
    assertThat(image.path("format").asText()).isEqualTo(truth.path("format").asText());
    assertThat(image.path("virtual_size_bytes")).isEqualTo(truth.path("virtual-size"));
    assertThat(image.path("cluster_size_bytes")).isEqualTo(truth.path("cluster-size"));
    assertThat(image.path("backing_file")).isEqualTo(truth.path("backing-filename"));
    assertThat(image.at("/backing_chain")).hasSize(1);
  }

  @Test
  void pathsGiveAnItemEach() throws IOException {
    Files.writeString(dir.resolve("zero.qcow2"), "QFI\u00fb no more");
    Files.createSymbolicLink(dir.resolve("gone.qcow2"), Path.of("nowhere"));
    MainTest.Answer answer =
        Asked.module(
            "image_info",
            Map.of("paths", List.of(base, dir + "/*.qcow2", dir + "/missing", dir + "/*.vhd")));
    assertThat(answer.status()).isZero();
    JsonNode images = answer.json().path("images");
    assertThat(images.valueStream().map(item -> item.path("path").asText()))
        .containsExactly(
            base.toString(),
            dir + "/gone.qcow2",
            overlay.toString(),
            dir + "/zero.qcow2",
            dir + "/missing");
    assertThat(images.get(0).at("/image/format").asText()).isEqualTo("raw");
    assertThat(images.get(1).at("/error/kind").asText()).isEqualTo("missing");
    assertThat(images.get(2).at("/image/format").asText()).isEqualTo("qcow2");
    assertThat(images.get(4).at("/error/kind").asText()).isEqualTo("missing");
    assertThat(Asked.texts(answer.json().path("warnings")))
        .contains(
            dir + "/*.vhd: no image matches",
            dir + "/gone.qcow2: no such file",
            dir + "/missing: no such file");
  }

  @Test
  void theTaskFailsForOneOfThemWhereItIsAskedTo() throws IOException {
    MainTest.Answer answer =
        Asked.module(
            "image_info", Map.of("paths", List.of(base, dir + "/missing"), "fail_on_error", "yes"));
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.sentence()).isEqualTo(dir + "/missing: no such file");
    assertThat(answer.json().at("/images/0/image/format").asText()).isEqualTo("raw");

    answer =
        Asked.module(
            "image_info",
            Map.of("paths", dir + "/*.vhd," + dir + "/missing", "fail_on_error", true));
    assertThat(answer.sentence())
        .isEqualTo("2 of paths could not be read, the first: " + dir + "/*.vhd: no image matches");
  }

  @Test
  void anImageThatCannotBeOpenedFailsTheTask() throws IOException {
    MainTest.Answer answer = Asked.module("image_info", Map.of("path", dir + "/missing"));
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.sentence()).isEqualTo(dir + "/missing: no such file");
    assertThat(answer.json().path("kind").asText()).isEqualTo("missing");
    assertThat(Asked.module("image_info", Map.of()).sentence())
        .isEqualTo("one of the following is required: path, paths");
  }
}
