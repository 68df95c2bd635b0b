package io.guestkit.ansible.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.ansible.MainTest;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two systems that differ in what is known. */
class ImageDiffModuleTest {
  @TempDir static Path dir;
  private static Path before;
  private static Path after;

  @BeforeAll
  static void makeImages() {
    before = dir.resolve("before.raw");
    after = dir.resolve("after.raw");
    Tool.shell(
        """
        cd '%s'
        mkdir -p tree/etc tree/usr tree/bin tree/var/lib/dpkg
        printf 'ID=debian\\nNAME=Debian\\nVERSION_ID=12\\n' > tree/etc/os-release
        echo web1 > tree/etc/hostname
        echo 'root:x:0:0:root:/root:/bin/sh' > tree/etc/passwd
        package() { printf 'Package: %%s\\nStatus: install ok installed\\nArchitecture: amd64\\nVersion: %%s\\n\\n' "$@"; }
        package bash 5.2 > tree/var/lib/dpkg/status
        truncate -s 8M before.raw after.raw
        mke2fs -q -t ext4 -d tree before.raw
        package bash 5.3 > tree/var/lib/dpkg/status
        package curl 7.88 >> tree/var/lib/dpkg/status
        echo 'eve:x:0:0:eve:/root:/bin/sh' >> tree/etc/passwd
        mke2fs -q -t ext4 -d tree after.raw
        """
            .formatted(dir));
  }

  @Test
  void whatChangedIsReturned() throws IOException {
    MainTest.Answer answer =
        Asked.module(
            "image_diff",
            Map.of("before", before, "after", after, "facts", List.of("packages", "users")));
    assertThat(answer.status()).isZero();
    assertThat(answer.json().path("changed").asBoolean(true)).isFalse();
    assertThat(answer.json().path("equal").asBoolean(true)).isFalse();
    JsonNode changes = answer.json().path("changes");
    assertThat(
            changes
                .valueStream()
                .map(c -> c.path("fact").asText() + " " + c.path("change").asText()))
        .containsExactlyInAnyOrder("packages changed", "packages added", "users added");
    assertThat(changes.toString()).contains("bash.amd64", "5.2", "5.3", "curl.amd64", "eve");
    assertThat(String.join("\n", Asked.texts(answer.json().path("lines"))))
        .contains("+ curl", "+ eve", "~ bash");
  }

  @Test
  void whatIsTheSameIsEqual() throws IOException {
    MainTest.Answer answer =
        Asked.module("image_diff", Map.of("before", before, "after", before, "cache", false));
    assertThat(answer.json().path("equal").asBoolean()).isTrue();
    assertThat(answer.json().path("changes")).isEmpty();
    assertThat(answer.json().path("lines")).isEmpty();
  }

  @Test
  void aReportThatATaskKeptIsASide() throws IOException {
    JsonNode inspection =
        Asked.module("inspection_info", Map.of("path", before, "facts", "packages"))
            .json()
            .path("inspection");
    Path kept = Files.writeString(dir.resolve("kept.json"), inspection.toString());
    MainTest.Answer answer = Asked.module("image_diff", Map.of("before", kept, "after", after));
    assertThat(answer.json().path("changes").toString()).contains("curl").doesNotContain("eve");
    assertThat(Asked.texts(answer.json().path("not_compared"))).contains("users");
    assertThat(
            Asked.module(
                    "image_diff",
                    Map.of("before", kept, "after", after, "before_disks", after.toString()))
                .sentence())
        .isEqualTo(kept + " is a report, which takes no before_disks");
    Files.writeString(kept, inspection.toString().substring(0, 500));
    assertThat(Asked.module("image_diff", Map.of("before", kept, "after", after)).sentence())
        .startsWith(kept.toString());
  }

  @Test
  void whatCannotBeOpenedFailsTheTask() throws IOException {
    MainTest.Answer answer =
        Asked.module("image_diff", Map.of("before", before, "after", dir + "/missing"));
    assertThat(answer.sentence()).isEqualTo(dir + "/missing: no such file");
    assertThat(answer.json().path("kind").asText()).isEqualTo("missing");
    assertThat(Asked.module("image_diff", Map.of()).sentence())
        .isEqualTo("missing required arguments: after, before");
  }
}
