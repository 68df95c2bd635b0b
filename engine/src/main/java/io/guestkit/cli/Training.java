package io.guestkit.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * The training run of the AOT cache: the usual commands, one after another in one process, on the
 * sample image; and an inspection of each image that is named. What they load, the cache holds, and
 * every start pays for what it holds: so YAML and help, which load libraries of their own, are left
 * out. The build starts it; users have no use for it.
 */
final class Training {
  private static final int SECTOR = 512;
  private static final byte LINUX = (byte) 0x83;
  private static final byte EXTENDED = 5;

  /** Where the sample's root filesystem lies, and where its ESP lay. */
  private static final int ROOT_LBA = 83968;

  private static final int ROOT_SECTORS = 131072;
  private static final int EXTENDED_LBA = 2048;
  private static final int EXTENDED_SECTORS = 4096;

  private Training() {}

  /** Runs the commands; ends with a status other than 0 where one of them fails. */
  public static void main(String[] words) throws IOException, UsageException {
    Path raw = Files.createTempFile("guestkit-training", ".raw");
    try (SampleImage sample = SampleImage.open()) {
      train(List.of("image", "raw", "--force", sample.path().toString(), raw.toString()));
      for (Path image : List.of(sample.path(), raw)) {
        for (List<String> command : commands(image.toString())) {
          train(command);
        }
        String copy = image + ".copy";
        train(List.of("cp", "-r", "--force", image.toString(), "/etc/passwd", copy));
        Files.delete(Path.of(copy));
      }
      divideByMasterBootRecord(raw);
      train(List.of("inspect", raw.toString()));
      for (String image : words) {
        train(List.of("inspect", image, "--output", "json"));
        train(List.of("inspect", image, "--output", "json")); // answered from a kept report
      }
    } finally {
      Files.delete(raw);
    }
    System.exit(Main.OK); // as the program ends: that loads classes too
  }

  /**
   * Puts a DOS partition table in the place of the sample's: the root filesystem as its first
   * partition, and a logical one with nothing on it, in which every signature is looked for.
   */
  private static void divideByMasterBootRecord(Path raw) throws IOException {
    try (FileChannel disk = FileChannel.open(raw, StandardOpenOption.WRITE)) {
      ByteBuffer table = ByteBuffer.allocate(2 * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
      entry(table, 0, LINUX, ROOT_LBA, ROOT_SECTORS);
      entry(table, 1, EXTENDED, EXTENDED_LBA, EXTENDED_SECTORS);
      disk.write(table, 0);
      ByteBuffer logical = ByteBuffer.allocate(EXTENDED_SECTORS * SECTOR);
      entry(logical.order(ByteOrder.LITTLE_ENDIAN), 0, LINUX, 1, EXTENDED_SECTORS - 1);
      disk.write(logical, (long) EXTENDED_LBA * SECTOR);
      disk.write(ByteBuffer.allocate(SECTOR), disk.size() - SECTOR); // the backup of the GPT
    }
  }

  private static void entry(ByteBuffer table, int index, byte type, int lba, int sectors) {
    int at = 446 + 16 * index;
    table.put(at + 4, type).putInt(at + 8, lba).putInt(at + 12, sectors);
    table.putShort(510, (short) 0xaa55);
  }

  private static List<List<String>> commands(String image) {
    return List.of(
        List.of("version"),
        List.of("inspect", "--sample"),
        List.of("inspect", image),
        List.of("inspect", image, "--output", "json"),
        List.of("inspect", image, "--output", "json", "--statistics"),
        List.of("image", "info", image),
        List.of("image", "info", image, "--output", "json"),
        List.of("ls", image, "/etc"),
        List.of("ls", "-l", "-R", image, "/etc"),
        List.of("find", image, "/etc", "--name", "*.conf", "--type", "f", "--size", "+1k"),
        List.of("du", image, "/etc"),
        List.of("diff", image, image, "--files", "/etc"),
        List.of("diff", image, image),
        List.of("inspect", image, image, "--output", "jsonl"),
        List.of("cache", "list"),
        List.of("inspect", image, "--profile", "minimal"),
        List.of("stat", image, "/etc/passwd"),
        List.of("hash", image, "/etc/passwd"),
        List.of("cat", image, "/etc/os-release"),
        List.of("cat", image, "/boot/efi/EFI/debian/grub.cfg"));
  }

  private static void train(List<String> command) {
    PrintStream err =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Streams streams =
        new Streams(
            new StandardOutput(),
            err,
            Terminal.isTerminal(1),
            Terminal.isTerminal(2),
            Map.copyOf(System.getenv()));
    int status = Main.run(command.toArray(String[]::new), streams);
    if (status != Main.OK) {
      throw new IllegalStateException("training: " + command + " ended with " + status);
    }
  }
}
