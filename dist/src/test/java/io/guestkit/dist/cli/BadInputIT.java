package io.guestkit.dist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hostile and broken input, as a user meets it: the real launcher, one sentence, in time. */
class BadInputIT {
  /** Seconds: a person does not wait longer to be told that a file is missing. */
  private static final double MAX_SECONDS = 1;

  private static final long MAX_KIB = 256 << 10;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          missing file      => true                              => no such file
          directory         => mkdir input                       => directory
          FIFO              => mkfifo input                      => not a regular file
          character device  => ln -s /dev/zero input             => not a regular file
          empty file        => : > input                         => empty
          truncated qcow2   => qemu-img create -q -f qcow2 x 1G; head -c 65600 x > input => past the end
          cluster size 0    => qemu-img create -q -f qcow2 input 1G; printf '\\0\\0\\0\\0' | dd of=input bs=1 seek=20 conv=notrunc status=none => cluster
          L1 past the end   => qemu-img create -q -f qcow2 input 1G; printf '\\0\\0\\x7f\\0\\0\\0\\0\\0' | dd of=input bs=1 seek=40 conv=notrunc status=none => L1
          8 EiB qcow2       => qemu-img create -q -f qcow2 input 1G; printf '\\x7f\\xff\\xff\\xff\\xff\\xff\\xfe\\0' | dd of=input bs=1 seek=24 conv=notrunc status=none => 9223372036854775296 bytes
          backing passwd    => qemu-img create -q -f qcow2 -u -b /etc/passwd -F raw input 1G => /etc/passwd
          its own backing   => qemu-img create -q -f qcow2 input 1G; qemu-img rebase -u -f qcow2 -F qcow2 -b input input => in a loop
          missing backing   => qemu-img create -q -f qcow2 -u -b gone.raw -F raw input 1G => gone.raw
          """)
  void answersWithOneSentence(String name, String script, String said) throws Exception {
    Tool.require("qemu-img", "time");
    Tool.shell("cd '%s'; %s".formatted(folder, script));

    Measured run = measured("inspect", folder.resolve("input").toString());

    assertThat(run.result.exit()).as(name).isEqualTo(1);
    assertThat(run.result.text()).isEmpty();
    assertThat(run.result.err().lines()).singleElement().asString().contains(said);
    run.assertBounds();
  }

  @Test
  void tellsThatItMayNotRead() throws Exception {
    Tool.require("setpriv", "time");
    Path image = Files.write(folder.resolve("input"), new byte[4096]);
    Tool.shell("chmod 000 '%s'".formatted(image));
    List<String> command = new ArrayList<>();
    if (Files.isReadable(image)) {
      command.addAll(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
    }
    command.addAll(List.of(Cli.launcher().toString(), "inspect", image.toString()));

    Cli.Result result = Cli.run(command);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err().lines()).singleElement().asString().contains("permission denied");
  }

  @Test
  void reportsATextFileAsADiskWithNothingOnIt() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "remember the milk\n".repeat(200));

    Measured run = measured("inspect", "--output", "json", text.toString());

    assertThat(run.result.exit()).isZero();
    assertThat(run.result.json().get("operating_systems")).isEmpty();
    assertThat(run.result.json().get("filesystems")).isEmpty();
    run.assertBounds();
  }

  @Test
  void reportsAPartitionPastTheEnd() throws Exception {
    Tool.require("sfdisk");
    Tool.shell(
        "cd '%s'; truncate -s 64M input; echo 'start=2048, size=100000, type=83' | sfdisk -q input;"
                .formatted(folder)
            + "truncate -s 20M input");

    Measured run = measured("inspect", "--output", "json", folder.resolve("input").toString());

    assertThat(run.result.exit()).isZero();
    JsonNode problem = run.result.json().get("problems").get(0);
    assertThat(problem.get("kind").asText()).isEqualTo("corrupt");
    assertThat(problem.get("message").asText()).contains("end");
    run.assertBounds();
  }

  @Test
  void walksADirectoryThatContainsItself() throws Exception {
    Tool.require("mkfs.ext4", "debugfs");
    Tool.shell(
        """
        cd '%s'; truncate -s 4M input; mkfs.ext4 -q input
        debugfs -w -R 'mkdir a' input 2>/dev/null; debugfs -w -R 'ln a a/b' input 2>/dev/null
        """
            .formatted(folder));

    Measured run = measured("ls", "-R", folder.resolve("input").toString(), "/");

    assertThat(run.result.exit()).isEqualTo(1);
    assertThat(run.result.err().lines()).singleElement().asString().contains("contains itself");
    run.assertBounds();
  }

  @Test
  void bearsASparseFileOf8Exbibytes() throws Exception {
    Path image = folder.resolve("input");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(15L << 40);
    } catch (IOException e) {
      Tool.requireThat(false, "the filesystem of the temporary folder bears no file of 15 TiB");
    }

    Measured run = measured("inspect", image.toString());

    assertThat(run.result.exit()).isZero();
    run.assertBounds();
  }

  @Test
  void readsNothingOutsideOfTheImagesFolder() throws Exception {
    Tool.require("strace", "qemu-img");
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path secret = Files.writeString(outside.resolve("secret.raw"), "secret".repeat(1000));
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("link.raw"), secret);
    Path trace = folder.resolve("trace");
    for (String backing : List.of(secret.toString(), "../outside/secret.raw", "link.raw")) {
      Path image = inside.resolve("input");
      Tool.shell("qemu-img create -q -f qcow2 -u -b '%s' -F raw '%s' 1G".formatted(backing, image));

      Cli.Result result =
          Cli.run(
              List.of(
                  "strace",
                  "-f",
                  "-qq",
                  "-e",
                  "trace=open,openat,openat2,execve",
                  "-o",
                  trace.toString(),
                  Cli.launcher().toString(),
                  "inspect",
                  image.toString()));

      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.err()).contains("--allow-dir");
      assertThat(Files.readString(trace, StandardCharsets.ISO_8859_1))
          .contains(image.toString())
          .doesNotContain("secret.raw");
    }
  }

  private record Measured(Cli.Result result, double seconds, long kib) {
    void assertBounds() {
      assertThat(seconds).isLessThan(MAX_SECONDS);
      assertThat(kib).isLessThan(MAX_KIB);
    }
  }

  private Measured measured(String... arguments) throws Exception {
    Path figures = folder.resolve("figures");
    List<String> command =
        new ArrayList<>(
            List.of(
                "time", "-q", "-f", "%e %M", "-o", figures.toString(), Cli.launcher().toString()));
    command.addAll(List.of(arguments));
    Cli.Result result = Cli.run(command);
    String[] parts = Files.readString(figures).strip().split(" ", -1);
    return new Measured(result, Double.parseDouble(parts[0]), Long.parseLong(parts[1]));
  }
}
