package io.guestkit.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.ReadingProcess;
import io.guestkit.testing.SlowGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
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
    List<String> command = new ArrayList<>(ReadingProcess.java("io.guestkit.ansible.Main"));
    command.addAll(List.of("inspection_info", "-"));
    try (ReadingProcess reading = ReadingProcess.start(arguments, answer, command)) {
      reading.awaitOpen(slow);
      assertThat(reading.end(signal)).isLessThan(Duration.ofSeconds(1));
      assertThat(reading.status()).isEqualTo(status);
    }
    assertThat(answer).as("half an answer is none").isEmptyFile();
  }
}
