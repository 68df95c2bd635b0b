package io.guestkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.ReadingProcess;
import io.guestkit.testing.SlowGuest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C, and what a service manager sends, end a command that reads. */
class SignalTest {
  /** Half a second, and as much for a machine that does other things too. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private static final Path NOTHING = Path.of("/dev/null");

  @TempDir static Path guests;
  @TempDir Path folder;
  private static Path slow;

  @BeforeAll
  static void make() throws IOException {
    slow = SlowGuest.make(guests);
  }

  private ReadingProcess start(String... words) throws IOException {
    return ReadingProcess.start(NOTHING, folder.resolve("out"), ProcessRun.command(words));
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void endsAnInspection(String signal, int status) throws Exception {
    try (ReadingProcess reading = start("inspect", slow.toString())) {
      reading.awaitOpen(slow);
      assertThat(reading.end(signal)).isLessThan(SOON);
      assertThat(reading.status()).isEqualTo(status);
      assertThat(folder.resolve("out")).isEmptyFile();
    }
  }

  @Test
  void endsAHash() throws Exception {
    try (ReadingProcess reading = start("hash", "-r", slow.toString(), "/")) {
      reading.awaitOpen(slow);
      assertThat(reading.end("INT")).isLessThan(SOON);
      assertThat(reading.status()).isEqualTo(130);
    }
  }

  @Test
  void leavesNoIncompleteFile() throws Exception {
    Path image = largeImage();
    Path copy = folder.resolve("copy.img");
    try (ReadingProcess reading = start("image", "raw", image.toString(), copy.toString())) {
      reading.awaitOpen(copy);
      assertThat(reading.end("INT")).isLessThan(SOON);
      assertThat(reading.status()).isEqualTo(130);
    }
    assertThat(copy).doesNotExist();
  }

  @Test
  void keepsTheFileThatWasToBeReplaced() throws Exception {
    Path image = largeImage();
    Path copy = Files.writeString(folder.resolve("copy.img"), "before");
    Path partial = folder.resolve(".copy.img.partial");
    try (ReadingProcess reading =
        start("image", "raw", "--force", image.toString(), copy.toString())) {
      reading.awaitOpen(partial);
      assertThat(reading.end("TERM")).isLessThan(SOON);
      assertThat(reading.status()).isEqualTo(143);
    }
    assertThat(copy).hasContent("before");
    assertThat(partial).doesNotExist();
  }

  /** Returns an image that takes minutes to read, and no space. */
  private Path largeImage() throws IOException {
    Path image = folder.resolve("disk.img");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    return image;
  }
}
