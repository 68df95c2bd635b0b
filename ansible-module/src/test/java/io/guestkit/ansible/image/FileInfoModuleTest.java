package io.guestkit.ansible.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.ansible.MainTest;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a filesystem that mke2fs filled from a folder: the folder is the truth. */
class FileInfoModuleTest {
  @TempDir static Path dir;
  private static Path tree;
  private static Path image;

  @BeforeAll
  static void makeImage() throws IOException {
    tree = Files.createDirectories(dir.resolve("tree"));
    Files.createDirectory(tree.resolve("etc"));
    Files.writeString(tree.resolve("etc/motd"), "Grüße, 日本\n");
    byte[] bytes = new byte[70_000];
    new Random(1).nextBytes(bytes);
    Files.write(tree.resolve("etc/binary"), bytes);
    Files.write(tree.resolve("etc/zeros"), new byte[10]);
    Files.write(
        tree.resolve("etc/latin1"), "Gr\u00fc\u00dfe".getBytes(StandardCharsets.ISO_8859_1));
    Files.createFile(tree.resolve("etc/empty"));
    Files.createSymbolicLink(tree.resolve("etc/link"), Path.of("motd"));
    Files.createSymbolicLink(tree.resolve("etc/nowhere"), Path.of("/etc/none"));
    Files.createSymbolicLink(tree.resolve("etc/host"), Path.of("/etc/hostname"));
    image = dir.resolve("files.raw");
    Tool.shell(
        "chmod 640 '%1$s/etc/motd'; truncate -s 8M '%2$s'; mke2fs -q -t ext4 -d '%1$s' '%2$s'"
            .formatted(tree, image));
  }

  private static MainTest.Answer ask(Map<String, ?> more, String... files) throws IOException {
    Map<String, Object> arguments = new HashMap<>(Map.of("path", image, "files", files));
    arguments.putAll(more);
    return Asked.module("file_info", arguments);
  }

  private static JsonNode file(MainTest.Answer answer, int index) {
    return answer.json().path("files").path(index);
  }

  @Test
  void whatStatSaysIsReported() throws IOException {
    MainTest.Answer answer = ask(Map.of(), "/etc/motd", "/etc", "/etc/link", "/etc/none");
    assertThat(answer.status()).isZero();
    JsonNode motd = file(answer, 0);
    assertThat(motd.path("path").asText()).isEqualTo("/etc/motd");
    assertThat(motd.path("exists").asBoolean()).isTrue();
    assertThat(motd.at("/stat/mode").asText()).isEqualTo("0640");
    assertThat(motd.at("/stat/size_bytes").asLong())
        .isEqualTo(Files.size(tree.resolve("etc/motd")));
    assertThat(motd.at("/stat/uid").asInt())
        .isEqualTo(Files.getAttribute(tree.resolve("etc/motd"), "unix:uid"));
    assertThat(motd.path("content").isNull()).isTrue();
    assertThat(motd.path("encoding").isNull()).isTrue();
    assertThat(file(answer, 1).at("/stat/type").asText()).isEqualTo("directory");
    assertThat(file(answer, 2).at("/stat/target").asText()).isEqualTo("motd");
    assertThat(file(answer, 3).path("exists").asBoolean(true)).isFalse();
    assertThat(file(answer, 3).path("stat").isNull()).isTrue();
    assertThat(answer.json().has("warnings")).as("one that is not there is no error").isFalse();
    assertThat(file(ask(Map.of("follow", true), "/etc/link"), 0).at("/stat/type").asText())
        .isEqualTo("file");
  }

  @Test
  void contentIsTextWhereItIsTextAndBase64WhereItIsNone() throws IOException {
    List<String> names = List.of("motd", "binary", "zeros", "latin1", "empty", "link");
    MainTest.Answer answer =
        ask(
            Map.of("content", true),
            names.stream().map(name -> "/etc/" + name).toArray(String[]::new));
    for (int i = 0; i < names.size(); i++) {
      JsonNode file = file(answer, i);
      byte[] truth = Files.readAllBytes(tree.resolve("etc").resolve(names.get(i)));
      String content = file.path("content").asText();
      boolean isText = file.path("encoding").asText().equals("utf-8");
      assertThat(
              isText
                  ? content.getBytes(StandardCharsets.UTF_8)
                  : Base64.getDecoder().decode(content))
          .as(names.get(i))
          .isEqualTo(truth);
      assertThat(isText)
          .as(names.get(i))
          .isEqualTo(List.of("motd", "empty", "link").contains(names.get(i)));
    }
  }

  @Test
  void linksLeadNowhereOutsideOfTheGuest() throws IOException {
    MainTest.Answer answer =
        ask(Map.of("content", true), "/etc/host", "/etc/nowhere", "/../../etc");
    for (int link : new int[] {0, 1}) {
      assertThat(file(answer, link).path("exists").asBoolean()).isTrue();
      assertThat(file(answer, link).at("/stat/type").asText()).isEqualTo("symlink");
      assertThat(file(answer, link).path("content").isNull()).isTrue();
    }
    assertThat(file(answer, 2).at("/stat/type").asText()).isEqualTo("directory");
  }

  @Test
  void whatIsTooLargeIsNamedAndTheOthersCome() throws IOException {
    Map<String, Object> arguments = new HashMap<>(Map.of("content", true, "max_size", "1000"));
    MainTest.Answer answer = ask(arguments, "/etc/binary", "/etc/motd");
    assertThat(answer.status()).isZero();
    assertThat(file(answer, 0).at("/error/kind").asText()).isEqualTo("limit");
    assertThat(file(answer, 0).at("/error/message").asText())
        .isEqualTo("/etc/binary: 70000 bytes, more than the 1000 that are allowed");
    assertThat(file(answer, 0).at("/stat/size_bytes").asLong()).isEqualTo(70_000);
    assertThat(file(answer, 1).path("content").asText()).startsWith("Grüße");
    assertThat(Asked.texts(answer.json().path("warnings"))).hasSize(1);

    arguments.put("fail_on_error", true);
    answer = ask(arguments, "/etc/motd", "/etc/binary");
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.sentence()).startsWith(image + ": /etc/binary: 70000 bytes");
    assertThat(answer.json().has("files")).as("a failed task shows all that it returns").isFalse();
  }

  @Test
  void aFilesystemCanBeNamed() throws IOException {
    assertThat(
            file(ask(Map.of("filesystem", "/dev/sda"), "/etc/motd"), 0).path("exists").asBoolean())
        .isTrue();
    assertThat(ask(Map.of("filesystem", "/dev/sdb9"), "/etc/motd").sentence())
        .contains("/dev/sdb9", "/dev/sda");
  }

  @Test
  void whatCannotBeReadAtAllFailsTheTask() throws IOException {
    assertThat(ask(Map.of("path", dir + "/missing"), "/etc/motd").sentence())
        .isEqualTo(dir + "/missing: no such file");
    assertThat(ask(Map.of("max_size", -1), "/etc/motd").sentence())
        .isEqualTo("value of max_size must be from 0 to 67108864, got: -1");
    assertThat(Asked.module("file_info", Map.of("path", image)).sentence())
        .isEqualTo("missing required arguments: files");
  }
}
