package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.dist.Archive;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider as a process that a person started and that Terraform is told of. */
class DebugIT {
  private static final Path LAUNCHER = Archive.launcher("terraform-provider-guestkit");

  private static final Pattern LINE =
      Pattern.compile(
          "export TF_REATTACH_PROVIDERS='(\\{\"registry\\.terraform\\.io/guestkit/guestkit\":.*"
              + "\"String\":\"127\\.0\\.0\\.1:([0-9]+)\".*\\})'");

  @TempDir private Path folder;

  /** A provider that serves; closing it kills it. */
  private record Debugged(Process process, String variable, String port) implements AutoCloseable {
    static Debugged start(String word) throws IOException {
      // Whoever runs the tests may ignore interrupts, and children would inherit that.
      Process process =
          new ProcessBuilder("env", "--default-signal=INT", LAUNCHER.toString(), word)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      Matcher line = LINE.matcher(String.valueOf(out.readLine()));
      assertThat(line.matches()).isTrue();
      return new Debugged(process, line.group(1), line.group(2));
    }

    void end(String signal) throws InterruptedException {
      Tool.run("kill", "-" + signal, Long.toString(process.pid()));
      assertThat(process.waitFor(2, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private static void assertReads(Workspace workspace, Debugged provider, String... words)
      throws IOException, InterruptedException {
    Map<String, String> environment = Map.of("TF_REATTACH_PROVIDERS", provider.variable());
    Workspace.Result result = workspace.terraform(environment, words);
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("distro = \"debian\"");
    assertThat(provider.process().isAlive()).isTrue();
  }

  @Test
  void oneProcessServesRunAfterRun()
      throws IOException, GeneralSecurityException, InterruptedException {
    Tool.require("terraform");
    // No provider can be installed from an empty folder: what answers was attached.
    Workspace workspace = Workspace.configured(folder, "terraform", Workspace.mirror(folder));
    workspace.write(
        """
        data "guestkit_inspection" "sample" {
          path = "%s"
        }
        output "distro" {
          value = data.guestkit_inspection.sample.operating_systems[0].distro
        }
        """
            .formatted(Repository.sample()));
    try (Debugged provider = Debugged.start("-debug")) {
      assertReads(workspace, provider, "plan", "-no-color");
      HandshakeLine line = HandshakeLine.parse("1|6|tcp|127.0.0.1:" + provider.port() + "|grpc|");
      try (ProviderClient client = ProviderClient.connect(line, Optional.empty())) {
        assertThat(client.stop().getError()).isEmpty();
        client.shutdown();
      }
      assertReads(workspace, provider, "plan", "-no-color");
      assertReads(workspace, provider, "apply", "-auto-approve", "-no-color");
      provider.end("INT");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void endsWhenItIsTold(String signal) throws IOException, InterruptedException {
    try (Debugged provider = Debugged.start("--debug")) {
      provider.end(signal);
    }
  }

  @Test
  void tellsWhatItTakes() throws IOException, InterruptedException {
    Cli.Result help = Cli.run(List.of(LAUNCHER.toString(), "--help"));
    assertThat(help.exit()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.text()).contains("terraform init", "-debug", "--version");

    Cli.Result unknown = Cli.run(List.of(LAUNCHER.toString(), "-debugg\u001b[31m"));
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.text()).isEmpty();
    assertThat(unknown.err()).contains("-debugg").doesNotContain("\u001b").endsWith(help.text());
    assertThat(Cli.run(List.of(LAUNCHER.toString(), "-debug", "x")).err()).endsWith(help.text());
  }
}
