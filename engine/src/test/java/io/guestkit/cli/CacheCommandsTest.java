package io.guestkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheCommandsTest {
  @TempDir private static Path images;
  @TempDir private Path dir;

  /** What just changed is not kept: the copy has to grow old. */
  @BeforeAll
  static void makeImage() throws Exception {
    Files.copy(Repository.sample(), images.resolve("sample.qcow2"));
    Thread.sleep(2100);
  }

  private Run run(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--cache";
    all[words.length + 1] = dir.resolve("reports").toString();
    return Run.of(all);
  }

  private static String image() {
    return images.resolve("sample.qcow2").toString();
  }

  @Test
  void answersAgainWithTheSameText() {
    for (String output : new String[] {"text", "json", "jsonl", "yaml"}) {
      Run plain = Run.of("inspect", image(), "--output", output, "--no-cache");
      Run read = run("inspect", image(), "--output", output, "--evidence", "--statistics");
      Run kept = run("inspect", image(), "--output", output, "--evidence", "--statistics");

      assertThat(kept.status()).isZero();
      assertThat(kept.err()).endsWith(" 0 reads, 0 bytes read, from the cache\n");
      assertThat(kept.out()).isEqualTo(read.out());
      run("inspect", image(), "--output", output);
      assertThat(run("inspect", image(), "--output", output).out()).isEqualTo(plain.out());
    }
    assertThat(run("inspect", image(), "--output", "json", "--fields", "facts").out())
        .isEqualTo(Run.of("inspect", image(), "--output", "json", "--fields", "facts").out());
  }

  @Test
  void tellsWhatIsKept() throws IOException {
    assertThat(run("cache", "list").out()).isEmpty();
    assertThat(run("cache", "stats").out()).contains("0 reports, 0 B of 256 MiB");
    run("inspect", image());

    assertThat(run("cache", "list").out()).startsWith("current ").endsWith(image() + "\n");
    assertThat(run("cache", "list", "--output", "json").out())
        .contains("\"state\": \"current\"", "\"disks\": [", image());
    assertThat(run("cache", "stats").out()).contains("reports: 1 report, ");
    assertThat(run("cache", "stats", "--output", "json").out()).contains("\"reports\": 1,");
    assertThat(run("cache", "verify").out()).isEqualTo("1 current, 0 not\n");

    assertThat(run("cache", "clear").out()).isEqualTo("1 report deleted\n");
    assertThat(run("cache", "verify").out()).isEqualTo("0 current, 0 not\n");
  }

  @Test
  void namesReportsThatDoNotAnswer() throws IOException {
    run("inspect", image());
    Path reports = dir.resolve("reports");
    Files.writeString(reports.resolve("0123456789abcdef.report"), "no report");

    Run verify = run("cache", "verify");

    assertThat(verify.status()).isEqualTo(Main.FAILED);
    assertThat(verify.out()).startsWith("damaged ").endsWith("1 current, 1 not\n");
  }

  @Test
  void saysWhatIsWrongWithTheFolder() throws IOException {
    Path open = Files.createDirectory(dir.resolve("reports"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    Run refused = run("inspect", image());
    Run both = run("inspect", image(), "--no-cache");
    Run none = Run.of("cache", "list");

    assertThat(refused.status()).isEqualTo(Main.WRONG_USAGE);
    assertThat(refused.err()).contains("others may write to this folder; chmod 700 it");
    assertThat(both.err()).contains("--cache and --no-cache do not go together");
    assertThat(none.err()).contains("name one, --cache DIR");
  }
}
