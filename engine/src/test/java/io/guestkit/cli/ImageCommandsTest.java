package io.guestkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCommandsTest {
  private static final int SIZE = 10_000_123;

  @TempDir Path folder;
  private Path image = Path.of("");

  /** Data at odd places, zeros that are stored, and a hole at the end. */
  @BeforeEach
  void makeImage() throws IOException {
    image = folder.resolve("disk.img");
    byte[] noise = new byte[70_001];
    new Random(4).nextBytes(noise);
    try (FileChannel channel =
        FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(noise), 12_345);
      channel.write(ByteBuffer.allocate(2 << 20), 1 << 20);
      channel.write(ByteBuffer.wrap(noise), 5_000_000);
      channel.write(ByteBuffer.allocate(1), SIZE - 1);
    }
  }

  @Test
  void infoAgreesInEveryFormat() throws IOException {
    assertThat(Run.of("image", "info", image.toString()).out())
        .contains("Format:         raw\n", "(10000123 bytes)");
    assertThat(
            new ObjectMapper()
                .readTree(Run.of("image", "info", "--output=json", image.toString()).out())
                .get("virtual_size_bytes")
                .asLong())
        .isEqualTo(SIZE);
    assertThat(Run.of("image", "info", "--output", "yaml", image.toString()).out())
        .contains("virtual_size_bytes: 10000123\n");
  }

  @Test
  void infoListsTheDisksOfAMachine() throws IOException {
    String path = image.toString();
    assertThat(Run.of("image", "info", path, "--disk", path).out().split("Image: ", -1)).hasSize(3);
    assertThat(
            new ObjectMapper()
                .readTree(Run.of("image", "info", path, "--disk", path, "--output=json").out()))
        .hasSize(2);
  }

  @Test
  void infoFailsWithASentence() {
    Run run = Run.of("image", "info", "/absent");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("guestkit: /absent: no such file\n");
  }

  @Test
  void rawStreamsTheDisk() throws IOException {
    Run run = Run.of("image", "raw", image.toString());
    assertThat(run.status()).isZero();
    assertThat(run.bytes()).isEqualTo(Files.readAllBytes(image));
  }

  @Test
  void rawWritesAFileWithHoles() throws IOException {
    Path output = folder.resolve("out.raw");
    assertThat(Run.of("image", "raw", image.toString(), output.toString()).status()).isZero();
    assertThat(Files.mismatch(image, output)).isEqualTo(-1);
    long blocks = Long.parseLong(Tool.run("stat", "-c", "%b", output.toString()).strip());
    assertThat(blocks * 512).isLessThan(400_000);
  }

  @Test
  void rawKeepsAHoleAtTheEnd() throws IOException {
    Path zeros = folder.resolve("zeros");
    Files.write(zeros, new byte[100_000]);
    Path output = folder.resolve("out.raw");
    assertThat(Run.of("image", "raw", zeros.toString(), output.toString()).status()).isZero();
    assertThat(Files.size(output)).isEqualTo(100_000);
  }

  @Test
  void rawRefusesATerminal() {
    Run run = Run.onTerminal(Map.of(), "image", "raw", image.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("not written to a terminal");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void rawOverwritesOnlyWhereItIsAskedTo() throws IOException {
    Path output = folder.resolve("out.raw");
    Files.write(output, new byte[SIZE + 5]);
    Run refused = Run.of("image", "raw", image.toString(), output.toString());
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("is there already; --force replaces it");
    assertThat(Files.size(output)).isEqualTo(SIZE + 5);
    assertThat(Run.of("image", "raw", "--force", image.toString(), output.toString()).status())
        .isZero();
    assertThat(Files.mismatch(image, output)).isEqualTo(-1);
  }

  @Test
  void rawNeverWritesTheImageItself() throws IOException {
    byte[] before = Files.readAllBytes(image);
    Path hardLink = Files.createLink(folder.resolve("hard"), image);
    Path symlink = Files.createSymbolicLink(folder.resolve("soft"), image);
    for (Path output : new Path[] {image, hardLink, symlink}) {
      Run run = Run.of("image", "raw", "--force", image.toString(), output.toString());
      assertThat(run.status()).isEqualTo(2);
    }
    assertThat(Files.readAllBytes(image)).isEqualTo(before);
  }

  @Test
  void rawWritesToRegularFilesOnly() throws IOException {
    for (String output : new String[] {folder.toString(), "/dev/null"}) {
      Run run = Run.of("image", "raw", "--force", image.toString(), output);
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).startsWith("guestkit: " + output + ": is ");
    }
    Path nowhere = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("made"));
    assertThat(Run.of("image", "raw", "--force", image.toString(), nowhere.toString()).status())
        .isEqualTo(2);
    assertThat(folder.resolve("made")).doesNotExist();
    Run absent = Run.of("image", "raw", image.toString(), folder.resolve("a/b").toString());
    assertThat(absent.status()).isEqualTo(1);
    assertThat(absent.err()).contains("cannot be written: there is no such folder");
  }

  @Test
  void rawLeavesNothingBehindWhereItFails() {
    Path output = folder.resolve("out.raw");
    Run run = Run.of("image", "raw", image.toString(), output.toString(), "--snapshot", "x");
    assertThat(run.status()).isEqualTo(1);
    assertThat(output).doesNotExist();
  }
}
