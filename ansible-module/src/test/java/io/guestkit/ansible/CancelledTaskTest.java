package io.guestkit.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.Build;
import io.guestkit.testing.ReadingProcess;
import io.guestkit.testing.SlowGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a controller, or whoever ends the task on the target, sends. */
class CancelledTaskTest {
  @TempDir static Path folder;
  private static Path slow;

  @BeforeAll
  static void make() throws IOException {
    slow = SlowGuest.make(folder);
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void endsTheReadingAtOnce(String signal, int status) throws Exception {
    Path arguments =
        Files.writeString(folder.resolve("arguments"), "{\"paths\": [\"%s\"]}".formatted(slow));
    Path answer = folder.resolve("answer");
    try (ReadingProcess reading = ReadingProcess.start(arguments, answer, command())) {
      reading.awaitOpen(slow);
      assertThat(reading.end(signal)).isLessThan(Duration.ofSeconds(1));
      assertThat(reading.status()).isEqualTo(status);
    }
    assertThat(answer).as("half an answer is none").content().isBlank();
  }

  /** A hundred of them take a quarter of a minute on any machine. */
  @Test
  void endsWhereNobodyWaitsForTheAnswer() throws Exception {
    String paths = ("\"" + slow + "\", ").repeat(100) + "\"" + slow + "\"";
    Path arguments =
        Files.writeString(folder.resolve("arguments"), "{\"paths\": [%s]}".formatted(paths));
    Process process = new ProcessBuilder(command()).redirectInput(arguments.toFile()).start();
    process.getInputStream().close();
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(process.getErrorStream()).isEmpty();
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>(ReadingProcess.java("io.guestkit.ansible.Main"));
    command.addAll(List.of("inspection_info", Build.current().version(), "-"));
    return command;
  }
}
