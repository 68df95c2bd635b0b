package io.guestkit.terraform.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a guest: what was written into a tree, and made a disk by mkfs.ext4. */
class FileSourceTest {
  private static final ConfigValue NULL = new ConfigValue.Null();
  private static final ConfigValue UNKNOWN = new ConfigValue.Unknown();
  private static final String BINARY = "bin\0ary";
  private static final String TEXT = "PASSWORD=\"${a} \u00e4\"\n";

  private static final String LARGE = "x".repeat(FileArguments.USUAL_BYTES + 1);

  /** 64 GiB: minutes to hash, and a hole. */
  private static final long HOLE = 64L << 30;

  @TempDir static Path folder;
  private static Path image;

  @BeforeAll
  static void make() throws IOException {
    TreeDisk disk =
        TreeDisk.in(folder.resolve("guest"))
            .debian()
            .file("etc/text", TEXT)
            .file("etc/binary", BINARY)
            .file("etc/empty", "")
            .file("etc/a\nb \u001b[31m${x}", "odd\n");
    Path etc = disk.tree().resolve("etc");
    Files.write(etc.resolve("latin"), new byte[] {'a', (byte) 0xe4});
    Files.writeString(etc.resolve("large"), LARGE);
    Files.createSymbolicLink(etc.resolve("inside"), Path.of("/etc/text"));
    Files.createSymbolicLink(etc.resolve("outside"), Path.of("../../../../../etc/passwd"));
    Files.createSymbolicLink(etc.resolve("loop"), Path.of("loop"));
    try (RandomAccessFile hole = new RandomAccessFile(etc.resolve("hole").toFile(), "rw")) {
      hole.setLength(HOLE);
    }
    Tool.run("chmod", "0640", etc.resolve("text").toString());
    Tool.run("mkfifo", etc.resolve("fifo").toString());
    image = disk.image();
    Files.delete(etc.resolve("hole"));
  }

  private static ConfigValue text(String text) {
    return new ConfigValue.Text(text);
  }

  private static ConfigValue number(String number) {
    return new ConfigValue.Numeric(new BigDecimal(number));
  }

  private static Map<String, ConfigValue> arguments(String file) {
    return new HashMap<>(Map.of("path", text(image.toString()), "file", text(file)));
  }

  private static Asked read(String file) throws IOException {
    return Asked.of(new FileSource(), arguments(file));
  }

  private static String sha256(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("hashed"), bytes);
    return Tool.run("sha256sum", file.toString()).substring(0, 64);
  }

  @Test
  void readsWhatAFileIsAndHolds() throws IOException {
    Asked read = read("/etc/text");
    byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
    assertThat(read.get("exists")).isEqualTo(new ConfigValue.Flag(true));
    assertThat(read.text("content")).isEqualTo(TEXT);
    assertThat(Base64.getDecoder().decode(read.text("content_base64"))).isEqualTo(bytes);
    assertThat(read.text("content_sha256")).isEqualTo(sha256(bytes));
    assertThat(read.text("mode")).isEqualTo("0640");
    assertThat(read.get("size_bytes")).isEqualTo(number(Integer.toString(bytes.length)));
    assertThat(read.text("device")).isEqualTo("/dev/sda");
    assertThat(read.get("link_target")).isEqualTo(NULL);
    assertThat(read.text("path")).isEqualTo(image.toString());
    assertThat(read.diagnostics().list()).isEmpty();
    assertThat(read.state().orElseThrow().values().keySet())
        .isEqualTo(attributes())
        .contains("uid", "modified", "timeouts", "hash_only")
        .doesNotContain("type", "target", "device_number");
  }

  private static Set<String> attributes() {
    Schema.Block block = new FileSource().schema();
    Set<String> names = new HashSet<>();
    block.getAttributesList().forEach(attribute -> names.add(attribute.getName()));
    block.getBlockTypesList().forEach(nested -> names.add(nested.getTypeName()));
    return names;
  }

  @Test
  void hidesTheContentAndNothingElse() {
    assertThat(new FileSource().schema().getAttributesList())
        .filteredOn(attribute -> attribute.getSensitive())
        .extracting(attribute -> attribute.getName())
        .containsExactly("content", "content_base64");
  }

  @Test
  void givesWhatIsNoTextInBase64Only() throws IOException {
    for (String file : List.of("/etc/binary", "/etc/latin")) {
      assertThat(read(file).get("content")).as(file).isEqualTo(NULL);
    }
    assertThat(Base64.getDecoder().decode(read("/etc/binary").text("content_base64")))
        .isEqualTo(BINARY.getBytes(StandardCharsets.UTF_8));
    assertThat(Base64.getDecoder().decode(read("/etc/latin").text("content_base64")))
        .isEqualTo(new byte[] {'a', (byte) 0xe4});
    assertThat(read("/etc/empty").text("content")).isEmpty();
    assertThat(read("/etc/empty").text("content_base64")).isEmpty();
    assertThat(read("/etc/empty").text("content_sha256")).isEqualTo(sha256(new byte[0]));
  }

  @Test
  void followsLinksInsideOfTheGuest() throws IOException {
    Asked inside = read("/etc/inside");
    assertThat(inside.text("content")).isEqualTo(TEXT);
    assertThat(inside.text("link_target")).isEqualTo("/etc/text");
    assertThat(inside.text("mode")).isEqualTo("0640");
    assertThat(Path.of("/etc/passwd")).exists(); // on the host, where the link would lead outside
    assertThat(read("/etc/outside").get("exists")).isEqualTo(new ConfigValue.Flag(false));
    assertThat(read("/../../etc/text").text("content")).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/none", "/etc/text/below", "/etc/text/", "/etc/loop", "/etc/outside"})
  void saysThatAPathIsNotThere(String file) throws IOException {
    Asked read = read(file);
    assertThat(read.diagnostics().list()).isEmpty();
    Map<String, ConfigValue> values = new HashMap<>(read.state().orElseThrow().values());
    assertThat(values.keySet()).isEqualTo(attributes());
    assertThat(values.remove("exists")).isEqualTo(new ConfigValue.Flag(false));
    assertThat(values.remove("path")).isEqualTo(text(image.toString()));
    assertThat(values.remove("file")).isEqualTo(text(file));
    assertThat(values.values()).containsOnly(NULL);
  }

  @Test
  void takesNamesAsListingsShowThem() throws IOException {
    assertThat(read("/etc/a\nb \u001b[31m${x}").text("content")).isEqualTo("odd\n");
    assertThat(read("/etc/a\\x0ab \\x1b[31m${x}").text("content")).isEqualTo("odd\n");
  }

  @Test
  void tellsWhatIsNoRegularFile() throws IOException {
    for (String file : List.of("/etc", "/etc/fifo", "/")) {
      Asked read = read(file);
      assertThat(read.told()).as(file).containsExactly("file: Not a regular file");
    }
    assertThat(read("/etc").details()).isEqualTo("/etc: not a regular file but a directory.");
  }

  @Test
  void tellsWhatIsTooLargeAndHashesIt() throws IOException {
    Map<String, ConfigValue> arguments = arguments("/etc/large");
    assertThat(Asked.of(new FileSource(), arguments).told())
        .containsExactly("max_size: File too large");
    assertThat(Asked.of(new FileSource(), arguments).details())
        .contains("/etc/large has 1048577 bytes", "hash_only = true");
    arguments.put("max_size", number("1048577"));
    assertThat(Asked.of(new FileSource(), arguments).get("size_bytes"))
        .isEqualTo(number("1048577"));
    arguments.put("max_size", number("1"));
    arguments.put("hash_only", new ConfigValue.Flag(true));
    Asked hashed = Asked.of(new FileSource(), arguments);
    assertThat(hashed.get("content")).isEqualTo(NULL);
    assertThat(hashed.get("content_base64")).isEqualTo(NULL);
    assertThat(hashed.text("content_sha256"))
        .isEqualTo(sha256(LARGE.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void aFileIsReadInTimeOrNotAtAll() throws IOException {
    Map<String, ConfigValue> arguments = arguments("/etc/hole");
    arguments.put("hash_only", new ConfigValue.Flag(true));
    arguments.put("timeouts", new ConfigValue.Attributes(Map.of("read", text("300ms"))));
    long start = System.nanoTime();
    Asked late = Asked.of(new FileSource(), arguments);
    assertThat(late.told()).containsExactly("file: File not read");
    assertThat(late.details())
        .contains("/etc/hole was not read whole: the time limit of 300 ms was reached.");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));

    arguments.put("timeouts", new ConfigValue.Attributes(Map.of("read", text("1ms"))));
    assertThat(Asked.of(new FileSource(), arguments).told())
        .as("told as late, not as missing, while the disk is opened")
        .containsExactly("file: File not read");
  }

  @Test
  void endsWhereTerraformStops() throws Exception {
    Map<String, ConfigValue> arguments = arguments("/etc/hole");
    arguments.put("hash_only", new ConfigValue.Flag(true));
    Door door = Asked.door();
    try (ExecutorService call = Executors.newSingleThreadExecutor()) {
      Future<Asked> asked = call.submit(() -> Asked.of(new FileSource(), arguments, door));
      Thread.sleep(200);
      assertThat(asked).isNotDone();
      long start = System.nanoTime();
      door.stop();
      assertThat(asked.get(1, TimeUnit.MINUTES).told()).containsExactly(": Stopped");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
    }
  }

  @Test
  void tellsWhichFilesystemsThereAre() throws IOException {
    Path first = TreeDisk.in(folder.resolve("first")).file("note", "one\n").image();
    Path second = TreeDisk.in(folder.resolve("second")).file("note", "two\n").image();
    Map<String, ConfigValue> arguments = new HashMap<>();
    arguments.put("path", text(first.toString()));
    arguments.put("file", text("/note"));
    assertThat(Asked.of(new FileSource(), arguments).text("content")).isEqualTo("one\n");

    arguments.put("additional_disks", ConfigValue.texts(List.of(second.toString())));
    Asked several = Asked.of(new FileSource(), arguments);
    assertThat(several.told()).containsExactly("filesystem: No operating system");
    assertThat(several.details()).contains("no operating system", "/dev/sda ext4, /dev/sdb ext4");
    arguments.put("filesystem", text("/dev/sdb"));
    assertThat(Asked.of(new FileSource(), arguments).text("content")).isEqualTo("two\n");
    arguments.put("filesystem", text("/dev/sdc"));
    Asked none = Asked.of(new FileSource(), arguments);
    assertThat(none.told()).containsExactly("filesystem: No such filesystem");
    assertThat(none.details()).contains("/dev/sdc: no filesystem that is read");
  }

  @Test
  void tellsAnImageThatCannotBeOpenedAtItsPath() throws IOException {
    Map<String, ConfigValue> arguments = arguments("/etc/text");
    arguments.put("additional_disks", ConfigValue.texts(List.of(folder + "/none.raw")));
    assertThat(Asked.of(new FileSource(), arguments).told())
        .containsExactly("additional_disks[0]: Image not found");
    arguments.remove("additional_disks");
    arguments.put("path", text(folder + "/none.raw"));
    assertThat(Asked.of(new FileSource(), arguments).told())
        .containsExactly("path: Image not found");
    arguments.put("path", text(folder.toString()));
    assertThat(Asked.of(new FileSource(), arguments).told())
        .containsExactly("path: Image cannot be read");
  }

  @Test
  void tellsWhatIsCutOffAndNeverGivesAPart() throws IOException {
    Path cut = folder.resolve("cut.img");
    Map<String, ConfigValue> arguments = arguments("/etc/large");
    arguments.put("max_size", number(Integer.toString(FileArguments.MOST_BYTES)));
    ConfigValue whole = Asked.of(new FileSource(), arguments).get("content");
    arguments.put("path", text(cut.toString()));
    Set<String> places = new HashSet<>();
    for (long size : new long[] {0, 512, 4 << 10, 64 << 10, 512 << 10, 1 << 20, 3 << 19, 2 << 20}) {
      Files.copy(image, cut, StandardCopyOption.REPLACE_EXISTING);
      try (RandomAccessFile file = new RandomAccessFile(cut.toFile(), "rw")) {
        file.setLength(size);
      }
      Asked read = Asked.of(new FileSource(), arguments);
      if (read.state().isPresent()) {
        assertThat(read.get("content").equals(whole)).as("cut at %d", size).isTrue();
      } else {
        assertThat(read.told()).as("cut at %d", size).hasSize(1);
        assertThat(read.details()).doesNotContain("Exception", "fault");
        places.addAll(read.told());
      }
    }
    assertThat(places).contains("file: File not read", "filesystem: No operating system");
  }

  @Test
  void checksItsArgumentsBeforeAnythingIsRead() {
    Map<String, ConfigValue> config = new HashMap<>();
    config.put("path", text(""));
    config.put("file", text("etc/passwd"));
    config.put("filesystem", text(""));
    config.put("max_size", number("4194305"));
    config.put("timeouts", new ConfigValue.Attributes(Map.of("read", text("soon"))));
    assertThat(Asked.checked(new FileSource(), config))
        .containsExactly(
            "path: No path is named",
            "file: Not an absolute path",
            "max_size: Not a size that is possible here",
            "filesystem: No filesystem is named",
            "timeoutsread: Not a duration");
    for (ConfigValue bad :
        List.of(
            number("0"),
            number("-1"),
            number("1.5"),
            number("1e300"),
            text("18446744073709551617"))) {
      config.put("max_size", bad);
      assertThat(Asked.checked(new FileSource(), config))
          .contains("max_size: Not a size that is possible here");
    }
    config.put("file", text("/etc/\0"));
    assertThat(Asked.checked(new FileSource(), config)).contains("file: Not an absolute path");
    config.replaceAll((name, value) -> UNKNOWN);
    assertThat(Asked.checked(new FileSource(), config)).isEmpty();
  }
}
