package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.dist.Archive;
import io.guestkit.terraform.tfplugin6.Diagnostic;
import io.guestkit.terraform.tfplugin6.ReadDataSource;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends a read that would take long. */
class InterruptionIT {
  /** What a user waits for the prompt after Ctrl-C. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /**
   * The read has begun: the provider answers Terraform's call some milliseconds after it is told.
   */
  private static final int INTO_THE_READ_MILLIS = 500;

  private static final String HEAD =
      """
      terraform {
        required_providers {
          guestkit = {
            source = "guestkit/guestkit"
          }
        }
      }
      """;

  @TempDir private static Path folder;
  private static Workspace workspace;
  private static SlowMachine machine;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    workspace = Workspace.create(folder);
    machine = SlowMachine.make(folder);
  }

  /** A run of Terraform that reads, and the processes that it started. */
  private record Reading(Process terraform, List<ProcessHandle> providers, Path out) {
    static Reading start(String command, Path out) throws IOException, InterruptedException {
      Process terraform = workspace.startGroup(out, command, "-no-color");
      for (int i = 0; i < 3000 && !text(out).contains("slow: Reading..."); i++) {
        Thread.sleep(10);
      }
      Thread.sleep(INTO_THE_READ_MILLIS);
      List<ProcessHandle> providers = terraform.descendants().toList();
      assertThat(providers).as(text(out)).isNotEmpty();
      return new Reading(terraform, providers, out);
    }

    private static String text(Path out) throws IOException {
      return Files.readString(out, StandardCharsets.UTF_8);
    }

    /** Sends a signal to a process, or to a group by its negative number. */
    void signal(String name, long target) {
      Tool.run("kill", "-" + name, "--", Long.toString(target));
    }

    /** Waits until all of them have ended, and returns what was printed. */
    String end() throws IOException, InterruptedException {
      long start = System.nanoTime();
      assertThat(terraform.waitFor(1, TimeUnit.MINUTES)).isTrue();
      for (ProcessHandle provider : providers) {
        assertThat(provider.onExit()).succeedsWithin(Duration.ofMinutes(1));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
      assertThat(terraform.exitValue()).isEqualTo(1);
      return text(out);
    }
  }

  /** Keeps the state, as {@link Workspace#write} does not. */
  private static void rewrite(String configuration) throws IOException {
    Files.writeString(folder.resolve("main.tf"), HEAD + configuration);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endsAtCtrlC(boolean toTheWholeGroup) throws IOException, InterruptedException {
    workspace.write(machine.block());
    Reading reading = Reading.start("plan", folder.resolve("plan.out"));
    long terraform = reading.terraform().pid();
    reading.signal("INT", toTheWholeGroup ? -terraform : terraform);
    assertThat(reading.end())
        .contains("Interrupt received", "Error: Stopped", "Terraform stopped before the image")
        .doesNotContain("did not respond", "panic", "crash");
  }

  @Test
  void tellsThatTheProviderWasKilledAndKeepsTheState() throws IOException, InterruptedException {
    Path state = folder.resolve("terraform.tfstate");
    workspace.write("output \"before\" {\n  value = 1\n}\n");
    assertThat(workspace.terraform("apply", "-auto-approve").exit()).isZero();
    byte[] before = Files.readAllBytes(state);
    rewrite(machine.block());

    Reading reading = Reading.start("plan", folder.resolve("plan.out"));
    reading.signal("KILL", reading.providers().getFirst().pid());
    assertThat(reading.end())
        .contains("Error: Plugin did not respond", "ReadDataSource")
        .doesNotContain("panic");
    assertThat(state).hasBinaryContent(before);
    assertThat(folder.resolve(".terraform.tfstate.lock.info")).doesNotExist();
  }

  @Test
  void stopsAReadWhenItIsTold()
      throws IOException,
          GeneralSecurityException,
          InterruptedException,
          ExecutionException,
          TimeoutException {
    List<String> command = List.of(Archive.launcher("terraform-provider-guestkit").toString());
    try (ProviderProcess process = ProviderProcess.start(command, Map.of());
        ProviderClient client = process.connect()) {
      ConfigValue.Attributes config =
          ProviderClient.config(
              client.schema(),
              Map.of(
                  "path",
                  text(machine.image()),
                  "additional_disks",
                  new ConfigValue.Elements(
                      machine.further().stream().map(InterruptionIT::text).toList())));
      client.configure();
      FutureTask<ReadDataSource.Response> read = new FutureTask<>(() -> client.read(config));
      Thread.ofPlatform().start(read);
      Thread.sleep(INTO_THE_READ_MILLIS);
      assertThat(read.isDone()).isFalse();
      assertThat(client.stop().getError()).isEmpty();
      ReadDataSource.Response answer = read.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(answer.hasState()).isFalse();
      assertThat(answer.getDiagnosticsList())
          .extracting(Diagnostic::getSummary)
          .containsExactly("Stopped");
    }
  }

  private static ConfigValue text(Path path) {
    return new ConfigValue.Text(path.toString());
  }
}
