package io.guestkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands on trees say and print, on a small image with a lost file in it. */
class TreeCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static String image = "";

  @BeforeAll
  static void makeImage() {
    Tool.require("mkfs.ext4", "debugfs");
    image = folder.resolve("disk.img").toString();
    Tool.shell(
        """
        mkdir -p '%1$s/tree/etc/sub'; cd '%1$s/tree'
        printf one > etc/a; printf two > etc/lost; printf three > etc/z; printf four > etc/sub/b
        ln -s a etc/link
        truncate -s 16M '%2$s'; mkfs.ext4 -q -b 1024 -d . '%2$s'
        debugfs -w -R 'sif /etc/lost links_count 0' '%2$s' 2>&1
        """
            .formatted(folder, image));
  }

  private static Run run(String command, String... words) {
    List<String> line = new ArrayList<>(List.of(command, image));
    line.addAll(List.of(words));
    return Run.of(line.toArray(String[]::new));
  }

  private static void assertSaysWhatIsLost(Run run) {
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("guestkit: /etc/lost: inode ").hasLineCount(1);
  }

  @Test
  void aLostFileIsSaidAndTheOthersAreListed() {
    Run list = run("ls", "/etc");
    assertSaysWhatIsLost(list);
    assertThat(list.out()).isEqualTo("a\nlink\nsub\nz\n");
    Run find = run("find", "/etc");
    assertSaysWhatIsLost(find);
    assertThat(find.out()).isEqualTo("/etc\n/etc/a\n/etc/link\n/etc/sub\n/etc/sub/b\n/etc/z\n");
    Run hash = run("hash", "-r", "/etc");
    assertSaysWhatIsLost(hash);
    assertThat(hash.out()).hasLineCount(3);
    Run usage = run("du", "/etc");
    assertSaysWhatIsLost(usage);
    assertThat(usage.out()).isEqualTo("2\t/etc/sub\n5\t/etc\n");
  }

  @Test
  void aLostFileIsNotCopiedAndTheOthersAre(@TempDir Path target) {
    Run copy = run("cp", "-r", "/etc", target.toString());
    assertSaysWhatIsLost(copy);
    assertThat(target.resolve("etc/z")).hasContent("three");
    assertThat(target.resolve("etc/sub/b")).hasContent("four");
    assertThat(target.resolve("etc/lost")).doesNotExist();
  }

  @Test
  void aLostFileIsNotCompared() {
    Run diff = Run.of("diff", "--files", image, image, "/etc");
    assertThat(diff.status()).isEqualTo(1);
    assertThat(diff.out()).isEmpty();
    assertThat(diff.err()).contains("/etc/lost: ").hasLineCount(2);
  }

  @Test
  void recordsAreListsOrLines() throws IOException {
    JsonNode found = JSON.readTree(run("find", "/etc/sub", "--output", "json").out());
    assertThat(found)
        .extracting(file -> file.get("path").asText())
        .containsExactly("/etc/sub", "/etc/sub/b");
    assertThat(found.get(1).get("size_bytes").asLong()).isEqualTo(4);
    assertThat(found.get(1).get("allocated_bytes").asLong()).isEqualTo(1024);
    JsonNode usage = JSON.readTree(run("du", "-a", "/etc/sub", "--output", "json").out());
    assertThat(usage.toString())
        .isEqualTo(
            "[{\"path\":\"/etc/sub/b\",\"type\":\"file\",\"allocated_bytes\":1024,\"size_bytes\":4},"
                + "{\"path\":\"/etc/sub\",\"type\":\"directory\",\"allocated_bytes\":2048,"
                + "\"size_bytes\":4}]");
    assertThat(run("find", "/etc/sub", "--output", "jsonl").out()).hasLineCount(2);
    assertThat(run("find", "/etc/sub", "--name", "none", "--output", "json").out())
        .isEqualTo("[]\n");
  }

  @Test
  void changesAreRecordsToo() throws IOException {
    Path other = folder.resolve("other.img");
    Tool.shell(
        "cp '%s' '%s'; debugfs -w -R 'sif /etc/z mode 0100600' '%s' 2>&1"
            .formatted(image, other, other));
    for (String output : new String[] {"json", "jsonl"}) {
      JsonNode changes =
          JSON.readTree(
              Run.of("diff", "--files", image, other.toString(), "/etc/z", "--output", output)
                  .out());
      JsonNode change = output.equals("json") ? changes.get(0) : changes;
      assertThat(change.get("path").asText()).isEqualTo("/etc/z");
      assertThat(change.get("change").asText()).isEqualTo("changed");
      assertThat(change.get("changed").toString()).isEqualTo("[\"mode\"]");
      assertThat(change.get("before").get("mode").asText()).isEqualTo("0644");
      assertThat(change.get("after").get("mode").asText()).isEqualTo("0600");
    }
    assertThat(
            Run.of("diff", "--files", image, other.toString(), "/etc/z", "--output", "yaml").out())
        .startsWith("- path: \"/etc/z\"\n  change: \"changed\"\n  changed:\n  - \"mode\"\n");
  }

  @Test
  void comparesMachinesOfSeveralDisks() {
    Run inOrder =
        Run.of(
            "diff",
            "--files",
            "--filesystem",
            "/dev/sdb",
            "--disk",
            image,
            "--other-disk",
            image,
            image,
            image,
            "/etc/sub");
    assertThat(inOrder.status()).isZero();
    assertThat(inOrder.err()).isEmpty();
    Run alone =
        Run.of(
            "diff", "--files", "--filesystem", "/dev/sdb", "--disk", image, image, image, "/etc");
    assertThat(alone.status()).isEqualTo(1);
    assertThat(alone.err()).contains("/dev/sdb: no filesystem that is read").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "find | --size 1x | --size: '1x' is not a number",
        "find | --perm rwx | --perm: 'rwx' is not an octal mode",
        "find | --newer-than yesterday | --newer-than: 'yesterday' is not a time",
        "find | --type f,x | --type takes letters of f, d, l, b, c, p, s, not 'x'",
        "find | --max-depth -1 | --max-depth: '-1' is not a number",
        "find | --print0 --output json | --print0 goes with --output text alone",
        "find | --name | missing required parameter",
        "du | -s -a | --summarize goes neither with --all nor with --max-depth",
        "du | --max-depth x | --max-depth: 'x' is not a number",
        "diff | | missing required parameter: 'OTHER'",
        "diff | --content other.img | --content goes with --files",
        "diff | --directory-times other.img | --directory-times goes with --files",
        "diff | --filesystem=/dev/sda1 other.img | --filesystem goes with --files",
        "diff | --files --facts=users other.img | --facts and --files do not go together",
        "cp | /etc | missing required parameter: 'DEST'",
      })
  void wrongUsageIsOneSentence(String command, String words, String sentence) {
    String[] more = words == null ? new String[0] : words.split(" ", -1);
    Run run = run(command, more);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("guestkit: ").contains(sentence).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "find /absent, /absent: no such file or directory",
    "find /etc/a/b, /etc/a/b: no such file or directory",
    "du /absent, /absent: no such file or directory",
    "cp -r /absent dest, /absent: no such file or directory",
    "cp /etc dest, /etc: is a directory; -r copies it with what is below it",
    "find --filesystem /dev/sda9 /, found: /dev/sda ext4",
    "du --filesystem /dev/sda9 /, found: /dev/sda ext4",
  })
  void whatIsNotThereIsOneSentence(String line, String sentence) {
    String[] words = line.split(" ", -1);
    List<String> more = new ArrayList<>(List.of(words).subList(1, words.length));
    Run run = run(words[0], more.toArray(String[]::new));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains(sentence).hasLineCount(1);
    assertThat(run.out()).isEmpty();
    assertThat(Path.of("dest")).doesNotExist();
  }

  @Test
  void aCutImageIsOneSentence(@TempDir Path target) throws IOException {
    Path cut = target.resolve("cut.img");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(Path.of(image)), 20_000));
    for (String command : new String[] {"find", "du"}) {
      Run run = Run.of(command, "--filesystem", "/dev/sda", cut.toString());
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains("past the end at 20000").hasLineCount(1);
    }
  }

  @Test
  void aReaderThatGoesEndsItQuietly() throws IOException, InterruptedException {
    ProcessRun run =
        ProcessRun.shell(
            folder,
            "for i in 1 2 3; do guestkit find '%s' / | head -1; echo ${PIPESTATUS[0]}; done"
                .formatted(image));
    assertThat(run.out()).isEqualTo("/\n1\n".repeat(3));
    assertThat(run.err().lines()).allMatch(line -> line.startsWith("guestkit: /etc/lost: "));
  }

  @Test
  void aFullDiskEndsACopy(@TempDir Path target) {
    Tool.requireThat("root".equals(System.getProperty("user.name")), "tmpfs needs root");
    String script = "mount -t tmpfs -o size=64k,mode=700 none '%s'".formatted(target);
    Tool.shell(script);
    try {
      Path big = folder.resolve("big.img");
      Tool.shell(
          """
          mkdir -p '%1$s/b/d'; head -c 200000 /dev/urandom > '%1$s/b/d/big'; : > '%1$s/b/d/a'
          truncate -s 8M '%2$s'; mkfs.ext4 -q -d '%1$s/b' '%2$s'
          """
              .formatted(folder, big));
      Run run = Run.of("cp", "-r", big.toString(), "/d", target.toString());
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains("No space left on device").hasLineCount(1);
      assertThat(target.resolve("d/big")).doesNotExist();
      assertThat(target.resolve("d/a")).exists();
    } finally {
      Tool.shell("umount '" + target + "'");
    }
  }
}
