package io.guestkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.testing.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir Path folder;

  @Test
  void printsHelp() {
    assertThat(Run.of("--help").out()).contains("Commands:", "inspect", "image");
    assertThat(Run.of("--help").status()).isZero();
    assertThat(Run.of("inspect", "--help").out())
        .contains("Examples:")
        .isEqualTo(Run.of("help", "inspect").out());
    assertThat(Run.of("image", "raw", "-h").out()).isEqualTo(Run.of("help", "image", "raw").out());
    assertThat(Run.of("image", "--help").out()).contains("info", "raw");
  }

  @Test
  void refusesAnUnknownCommand() {
    assertThat(Run.of("inspekt").err())
        .isEqualTo(
            "guestkit: unknown command 'inspekt', did you mean inspect or find?; see guestkit --help\n");
    assertThat(Run.of("inspekt").status()).isEqualTo(2);
    assertThat(Run.of().status()).isEqualTo(2);
    assertThat(Run.of().err()).startsWith("Usage: guestkit");
    assertThat(Run.of("image").status()).isEqualTo(2);
  }

  @Test
  void printsSchemaAndVersion() throws IOException {
    assertThat(new ObjectMapper().readTree(Run.of("schema").out()).has("$schema")).isTrue();
    assertThat(Run.of("version").out()).matches("(?s)guestkit \\d+\\.\\d+\\.\\d+.*\nJava 25.*\n");
    assertThat(Run.of("--version").out()).isEqualTo(Run.of("version").out());
  }

  @Test
  void endsFaultsOfItsOwnWithASentence() {
    for (Throwable fault :
        new Throwable[] {
          new StackOverflowError(), new IllegalStateException("x"), new OutOfMemoryError()
        }) {
      Run run = failing(fault, Map.of());
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).startsWith("guestkit: ").hasLineCount(1);
      assertThat(failing(fault, Map.of("GUESTKIT_DEBUG", "1")).err()).contains("\tat io.guestkit");
    }
  }

  private static Run failing(Throwable fault, Map<String, String> environment) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {
            if (fault instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) fault;
          }
        };
    PrintStream printer = new PrintStream(err, true, StandardCharsets.UTF_8);
    int status =
        Main.run(new String[] {"schema"}, new Streams(out, printer, false, false, environment));
    return new Run(status, new byte[0], err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void endsQuietlyWhereNobodyReadsOn() throws Exception {
    Path image = Files.write(folder.resolve("a.img"), new byte[4 << 20]);
    ProcessRun run =
        ProcessRun.shell(
            folder,
            "guestkit image raw '" + image + "' | head -c 1 | wc -c; echo ${PIPESTATUS[0]}");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("1\n0\n");
  }

  @Test
  void endsAnArrayOfManyQuietlyToo() throws Exception {
    Path image = Files.write(folder.resolve("a.img"), new byte[4096]);
    ProcessRun run =
        ProcessRun.shell(
            folder,
            "args=(); for i in {1..600}; do args+=('"
                + image
                + "'); done;"
                + "guestkit inspect --output jsonl \"${args[@]}\" | head -n 1 | wc -l");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("1\n");
  }

  @Test
  void saysThatTheOutputIsFull() throws Exception {
    ProcessRun run = ProcessRun.shell(folder, "guestkit schema > /dev/full");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("guestkit: standard output cannot be written: No space left on device\n");
  }

  @Test
  void saysThatAFileMayNotBeRead() throws Exception {
    Tool.require("setpriv");
    Path image = Files.write(folder.resolve("secret.img"), new byte[4096]);
    Tool.run("chmod", "755", folder.toString());
    Tool.run("chmod", "000", image.toString());
    String drop =
        Tool.run("id", "-u").strip().equals("0") ? "setpriv --reuid 65534 --clear-groups " : "";
    ProcessRun run =
        ProcessRun.shell(folder, drop + ProcessRun.program() + " inspect '" + image + "'");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("guestkit: " + image + ": permission denied; run as a user who may read it\n");
  }

  @Test
  void endsAtOnceWhenInterrupted() throws Exception {
    Tool.require("pkill");
    Path image = folder.resolve("huge.img");
    Tool.run("truncate", "-s", "1T", image.toString());
    ProcessRun run =
        ProcessRun.shell(
            folder,
            "set -m; { env --default-signal=INT " // also where the tests run in the background
                + ProcessRun.program()
                + " image raw '"
                + image
                + "' > /dev/null; } & sleep 2;"
                + " pkill -INT -P $!; wait $!; echo $?");
    assertThat(run.out()).endsWith("130\n");
  }

  @Test
  void completesInBash() throws Exception {
    ProcessRun run =
        ProcessRun.shell(
            folder,
            "guestkit completion > c; source ./c; COMP_WORDS=(guestkit image r); COMP_CWORD=2;"
                + " _complete_guestkit; echo \"${COMPREPLY[@]}\"");
    assertThat(run.out()).isEqualTo("raw\n");
  }

  @Test
  void completesInZsh() throws Exception {
    Tool.require("zsh");
    ProcessRun run =
        ProcessRun.shell(folder, "guestkit completion > c; zsh -fc 'source ./c' && echo fine");
    assertThat(run.out()).isEqualTo("fine\n");
  }
}
