package io.guestkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on files against the host's own tools on the tree that the image was made from. */
class FileCommandsTest {
  @TempDir static Path folder;
  private static String image = "";

  @BeforeAll
  static void makeImage() {
    Tool.require("mkfs.ext4", "sha256sum", "find");
    Path tree = folder.resolve("tree");
    image = folder.resolve("disk.img").toString();
    Tool.shell(
        """
        mkdir -p '%1$s/etc/deep/er' '%1$s/strange'
        cd '%1$s'
        printf 'hello\\n' > etc/motd
        : > etc/empty
        ln -s motd etc/link
        ln -s etc way
        ln -s nowhere dangling
        ln -s /etc/motd etc/deep/absolute
        head -c 300000 /dev/urandom > etc/deep/er/noise
        truncate -s 5M sparse
        printf data | dd of=sparse bs=1 seek=2500000 conv=notrunc status=none
        printf x > $'strange/byte\\xff\\xfe'
        printf y > 'strange/back\\slash'
        printf z > $'strange/line\\nbreak'
        printf r > $'strange/return\\rcarriage'
        printf u > 'strange/dev\\x2dunit'
        printf e > 'strange/escape\\xff'
        printf s > 'strange/ä 😀'
        chmod 4755 etc/motd
        truncate -s 64M '%2$s'
        mkfs.ext4 -q -b 1024 -d . '%2$s'
        """
            .formatted(tree, image));
  }

  private static Run run(String command, String... words) {
    List<String> line = new ArrayList<>(List.of(command, image));
    line.addAll(List.of(words));
    return Run.of(line.toArray(String[]::new));
  }

  private static byte[] onHost(String script) {
    return Tool.runBytes("/bin/bash", "-euc", "cd '" + folder.resolve("tree") + "'; " + script);
  }

  @Test
  void hashPrintsWhatSha256sumPrints() {
    Run run = run("hash", "-r", "/");
    assertThat(run.status()).isZero();
    String expected =
        new String(
            onHost(
                "find . -type f -print0 | sort -z | xargs -0 sha256sum | sed 's,  \\./,  /,' | sort"),
            StandardCharsets.ISO_8859_1);
    assertThat(new String(run.bytes(), StandardCharsets.ISO_8859_1).lines().sorted())
        .containsExactlyInAnyOrderElementsOf(expected.lines().toList());
  }

  @Test
  void hashPrintsOneFileAsSha256sumDoes() {
    for (String name : new String[] {"etc/motd", "strange/back\\slash", "etc/empty", "etc/link"}) {
      assertThat(run("hash", "/" + name).out().replace("  /", "  "))
          .isEqualTo(Tool.shell("cd '" + folder.resolve("tree") + "'; sha256sum '" + name + "'"));
    }
  }

  @Test
  void hashRefusesADirectoryAndGoesOn() {
    Run run = run("hash", "/etc", "/etc/motd", "/absent");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).endsWith("  /etc/motd\n").hasLineCount(1);
    assertThat(run.err())
        .contains("/etc: is a directory; -r hashes the files below it", "/absent: no such file")
        .hasLineCount(2);
  }

  @Test
  void catPrintsContents() {
    assertThat(run("cat", "/etc/motd", "etc/link", "/way/deep/absolute").out())
        .isEqualTo("hello\nhello\nhello\n");
    assertThat(run("cat", "/etc/deep/er/noise").bytes()).isEqualTo(onHost("cat etc/deep/er/noise"));
    assertThat(run("cat", "/sparse").bytes()).isEqualTo(onHost("cat sparse"));
    assertThat(run("cat", "/etc/empty").bytes()).isEmpty();
  }

  @Test
  void catSaysWhatIsNoFile() {
    for (String path : new String[] {"/absent", "/etc", "/dangling", "/etc/motd/x"}) {
      Run run = run("cat", path);
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).startsWith("guestkit: " + path).hasLineCount(1);
    }
  }

  @Test
  void takesPathsAsItShowsThem() {
    for (String[] pair :
        new String[][] {
          {"byte\\xff\\xfe", "x"},
          {"back\\slash", "y"},
          {"line\\x0abreak", "z"},
          {"return\\x0dcarriage", "r"},
          {"dev\\x2dunit", "u"},
          {"escape\\x5cxff", "e"},
          {"ä 😀", "s"}
        }) {
      assertThat(run("cat", "/strange/" + pair[0]).out()).isEqualTo(pair[1]);
      assertThat(run("ls", "/strange").out().lines()).contains(pair[0]);
    }
  }

  @Test
  void lsListsNamesAndPaths() {
    assertThat(run("ls").out().lines())
        .containsExactlyInAnyOrder("dangling", "etc", "lost+found", "sparse", "strange", "way");
    assertThat(run("ls", "/etc").out()).isEqualTo("deep\nempty\nlink\nmotd\n");
    assertThat(run("ls", "/way").out()).isEqualTo(run("ls", "/etc").out());
    assertThat(run("ls", "/etc/motd").out()).isEqualTo("/etc/motd\n");
    assertThat(run("ls", "/dangling").out()).isEqualTo("/dangling\n");
    assertThat(run("ls", "-R", "/etc").out())
        .isEqualTo(
            "/etc/deep\n/etc/deep/absolute\n/etc/deep/er\n/etc/deep/er/noise\n/etc/empty\n/etc/link\n/etc/motd\n");
  }

  @Test
  void lsPrintsLongLinesAsLsDoes() {
    String expected =
        Tool.shell(
            "cd '"
                + folder.resolve("tree")
                + "'; ls -lan --time-style='+%Y-%m-%d %H:%M' etc | tail -n +4");
    assertThat(run("ls", "-l", "/etc").out().lines().map(FileCommandsTest::squeezed))
        .containsExactlyElementsOf(expected.lines().map(FileCommandsTest::squeezed).toList());
  }

  /** Without padding, and without the size of directories, which is the filesystem's own. */
  private static String squeezed(String line) {
    String plain = line.replaceAll(" +", " ");
    return plain.startsWith("d") ? plain.replaceFirst("^((\\S+ ){4})\\S+", "$1-") : plain;
  }

  @Test
  void lsPrintsRecords() throws IOException {
    JsonNode array = new ObjectMapper().readTree(run("ls", "/etc", "--output", "json").out());
    assertThat(array)
        .extracting(file -> file.get("path").asText())
        .containsExactly("/etc/deep", "/etc/empty", "/etc/link", "/etc/motd");
    assertThat(array.get(2).get("target").asText()).isEqualTo("motd");
    List<String> lines = run("ls", "-R", "/", "--output=jsonl").out().lines().toList();
    assertThat(lines).hasSize(onHost("find . -mindepth 1 -printf x").length + 1); // lost+found
    for (String line : lines) {
      assertThat(new ObjectMapper().readTree(line).has("path")).isTrue();
    }
    assertThat(run("ls", "/etc/deep/er", "--output", "json").out()).startsWith("[\n  {\n");
  }

  @Test
  void statDoesNotFollowALink() throws IOException {
    assertThat(run("stat", "/etc/link").out()).contains("Type:       symlink\nTarget:     motd\n");
    assertThat(run("stat", "/etc/motd").out()).contains("Mode:       4755 (-rwsr-xr-x)\n");
    assertThat(
            new ObjectMapper()
                .readTree(run("stat", "/etc/motd", "/etc/link", "--output", "json").out()))
        .extracting(file -> file.get("type").asText())
        .containsExactly("file", "symlink");
    Run mixed = run("stat", "/absent", "/etc/motd", "--output", "json");
    assertThat(mixed.status()).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(mixed.out())).hasSize(1);
  }

  @Test
  void cpCopiesAFileWithItsHoles(@TempDir Path target) throws IOException {
    Path copy = target.resolve("copy");
    assertThat(run("cp", "/sparse", copy.toString()).status()).isZero();
    assertThat(Files.readAllBytes(copy)).isEqualTo(onHost("cat sparse"));
    assertThat(Long.parseLong(Tool.run("stat", "-c", "%b", copy.toString()).strip()))
        .isLessThan(64);
    Run again = run("cp", "/etc/motd", copy.toString());
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).contains("is there already; --force replaces it").hasLineCount(1);
    assertThat(run("cp", "--force", "/etc/motd", copy.toString()).status()).isZero();
    assertThat(copy).hasContent("hello\n");
  }

  @Test
  void cpWritesNowhereElse(@TempDir Path target) throws IOException {
    assertThat(run("cp", "/etc/motd", target + "/absent/").status()).isEqualTo(2);
    assertThat(run("cp", "/etc", target.resolve("x").toString()).status()).isEqualTo(1);
    assertThat(run("cp", "/absent", target.resolve("x").toString()).status()).isEqualTo(1);
    assertThat(run("cp", "/etc/motd", image).status()).isEqualTo(2);
    Path link = Files.createSymbolicLink(target.resolve("link"), target.resolve("elsewhere"));
    assertThat(run("cp", "--force", "/etc/motd", link.toString()).status()).isEqualTo(2);
    try (var left = Files.list(target)) {
      assertThat(left).containsExactly(link);
    }
  }

  @Test
  void aFileThatIsNotReplacedInTheEndIsKept(@TempDir Path target) throws IOException {
    Path kept = Files.writeString(target.resolve("kept"), "mine\n");
    Path cut = target.resolve("cut.img");
    String[] blocks =
        Tool.run("debugfs", "-R", "blocks /etc/deep/er/noise", image).strip().split(" +", -1);
    int middle = Integer.parseInt(blocks[blocks.length / 2]) * 1024;
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(Path.of(image)), middle));

    Run run =
        Run.of(
            "cp",
            "--force",
            "--filesystem",
            "/dev/sda",
            cut.toString(),
            "/etc/deep/er/noise",
            kept.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("guestkit: /etc/deep/er/noise: ")
        .contains("past the end")
        .hasLineCount(1);
    assertThat(kept).hasContent("mine\n");
    try (var left = Files.list(target)) {
      assertThat(left).containsExactlyInAnyOrder(kept, cut);
    }
  }

  @Test
  void choosesAFilesystemOfTheMachine() {
    assertThat(Run.of("ls", image, "--disk", image, "--filesystem", "/dev/sdb", "/etc").out())
        .isEqualTo(run("ls", "/etc").out());
    Run ambiguous = Run.of("ls", image, "--disk", image, "/etc");
    assertThat(ambiguous.status()).isEqualTo(1);
    assertThat(ambiguous.err())
        .contains("--filesystem", "/dev/sda ext4, /dev/sdb ext4")
        .hasLineCount(1);
    Run absent = Run.of("ls", image, "--filesystem", "/dev/sda7", "/etc");
    assertThat(absent.status()).isEqualTo(1);
    assertThat(absent.err()).contains("/dev/sda7").hasLineCount(1);
  }

  @Test
  void doesNotTakeAnotherFilesystemForTheOneThatIsNotRead(@TempDir Path folder) {
    Path unread = folder.resolve("unread.img");
    Tool.shell(
        "truncate -s 1M '%s'; printf JFS1 | dd of='%s' bs=1 seek=32768 conv=notrunc"
            .formatted(unread, unread));

    Run run = Run.of("ls", unread.toString(), "--disk", image, "/");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("/dev/sda jfs, /dev/sdb ext4").hasLineCount(1);
  }

  @Test
  void saysWhatOfACutImageCouldNotBeRead(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(Repository.sample());
    Path cut = Files.write(folder.resolve("cut.qcow2"), Arrays.copyOf(whole, 60_000));

    Run run = Run.of("cat", cut.toString(), "/etc/hostname");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("L2 table of " + cut, "past the end of the file")
        .hasLineCount(1);
  }
}
