package io.guestkit.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.HostFile;
import io.guestkit.block.HostReads.Part;
import io.guestkit.testing.Tool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCacheTest {
  private static final long CAPACITY = 1 << 20;
  private static final byte[] IMAGE = "the image".getBytes(UTF_8);

  @TempDir private Path dir;
  private Path folder;
  private Path image;

  @BeforeEach
  void makeImage() throws IOException {
    folder = dir.resolve("a/b/reports");
    image = Files.write(dir.resolve("image"), IMAGE);
  }

  private ReportCache cache() {
    return new ReportCache(folder, CAPACITY);
  }

  private static ReportKey key(int number) {
    return new ReportKey("1.0 build", "question " + number, List.of("/disk" + number));
  }

  private static Kept kept(Fingerprint fingerprint, byte[] report) {
    Origin origin = new Origin(Instant.ofEpochMilli(1_790_000_000_123L), Duration.ofMillis(45));
    return new Kept(fingerprint, origin, report);
  }

  private Fingerprint fingerprint() throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(IMAGE);
    Part part = new Part(0, 0, IMAGE.length, (int) checksum.getValue());
    return new Fingerprint(List.of(HostFile.of(image)), List.of(part));
  }

  private static byte[] report(int number, int length) {
    byte[] bytes = new byte[length];
    new Random(number).nextBytes(bytes);
    return bytes;
  }

  private static Optional<byte[]> find(ReportCache cache, ReportKey key) {
    return cache.find(key).map(Kept::report);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void givesBackWhatItKeptForItsOwnerAlone() throws IOException {
    byte[] report = report(1, 1000);
    cache().keep(key(1), kept(fingerprint(), report));

    assertThat(find(cache(), key(1))).hasValue(report);
    assertThat(find(cache(), key(2))).isEmpty();
    assertThat(find(cache(), new ReportKey("1.1 build", "question 1", List.of("/disk1"))))
        .isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(files())
        .singleElement()
        .satisfies(file ->
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------"));
  }

  @Test
  void seesAChangeThatTimesDoNotTell() throws IOException {
    Fingerprint before = fingerprint();
    Files.write(image, "the other".getBytes(UTF_8));
    Fingerprint lying = new Fingerprint(List.of(HostFile.of(image)), before.parts());

    assertThat(lying.holds()).isFalse();
    assertThat(before.holds()).isFalse();
    assertThat(new Fingerprint(lying.files(), List.of()).holds()).isTrue();
  }

  @Test
  void takesNoDamagedEntry() throws IOException {
    cache().keep(key(1), kept(fingerprint(), report(1, 200)));
    Path file = files().getFirst();
    byte[] sound = Files.readAllBytes(file);
    for (int i = 0; i < sound.length; i++) {
      byte[] damaged = sound.clone();
      damaged[i] ^= 0x10;
      Files.write(file, damaged);
      assertThat(find(cache(), key(1))).isEmpty();
    }
    for (int length = 0; length < sound.length; length++) {
      Files.write(file, Arrays.copyOf(sound, length));
      assertThat(find(cache(), key(1))).isEmpty();
    }
    assertThat(cache().list()).extracting(KeptReport::state).containsExactly(KeptReport.DAMAGED);

    cache().keep(key(1), kept(fingerprint(), report(1, 200)));
    assertThat(find(cache(), key(1))).isPresent();
  }

  @Test
  void dropsWhatWasNotUsedForLongest() throws IOException {
    int size = (int) CAPACITY / 8;
    ReportCache cache = cache();
    for (int i = 0; i < 7; i++) {
      cache.keep(key(i), kept(fingerprint(), report(i, size)));
      Path file = folder.resolve(key(i).fileName());
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(100 - i)));
    }
    assertThat(find(cache, key(0))).isPresent(); // used last

    for (int i = 7; i < 9; i++) {
      cache.keep(key(i), kept(fingerprint(), report(i, size)));
    }

    assertThat(find(cache, key(0))).isPresent();
    assertThat(find(cache, key(8))).isPresent();
    assertThat(find(cache, key(1))).isEmpty();
    assertThat(cache.usage().sizeBytes()).isLessThanOrEqualTo(CAPACITY);
  }

  @Test
  void deletesWhatAKilledProcessLeft() throws IOException {
    cache().keep(key(1), kept(fingerprint(), report(1, 100)));
    Path old = Files.write(folder.resolve("x.report-1-1.writing"), new byte[100]);
    Path fresh = Files.write(folder.resolve("x.report-1-2.writing"), new byte[100]);
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

    assertThat(cache().usage().reports()).isEqualTo(1);
    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
    assertThat(cache().clear()).isEqualTo(1);
    assertThat(find(cache(), key(1))).isEmpty();
  }

  @Test
  void believesNoFolderThatOthersMayWriteTo() throws IOException {
    cache().keep(key(1), kept(fingerprint(), report(1, 100)));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));

    assertThat(cache().refusal()).hasValueSatisfying(why -> assertThat(why).contains("chmod 700"));
    assertThat(find(cache(), key(1))).isEmpty();
  }

  @Test
  void keepsNothingWhereThereIsNoRoomAndStillAnswers() throws Exception {
    Tool.require("mount", "umount");
    Tool.requireThat("root".equals(System.getProperty("user.name")), "a mount needs root");
    Files.createDirectories(folder);
    Tool.run("mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", folder.toString());
    try {
      cache().keep(key(1), kept(fingerprint(), report(1, 1000)));
      cache().keep(key(2), kept(fingerprint(), report(2, 100_000))); // more than there is room for
      assertThat(find(cache(), key(1))).isPresent();
      assertThat(find(cache(), key(2))).isEmpty();
      assertThat(files()).hasSize(1);

      Tool.run("mount", "-o", "remount,ro", folder.toString());
      cache().keep(key(3), kept(fingerprint(), report(3, 100)));
      assertThat(find(cache(), key(1))).isPresent();
      assertThat(find(cache(), key(3))).isEmpty();
    } finally {
      Tool.run("umount", folder.toString());
    }
  }

  @Test
  void findsOneOfTenThousand() throws IOException {
    ReportCache cache = new ReportCache(folder, 1 << 30);
    for (int i = 0; i < 10_000; i++) {
      cache.keep(key(i), kept(fingerprint(), report(i, 50)));
    }
    for (int i = 0; i < 10_000; i += 97) {
      assertThat(find(cache(), key(i))).hasValue(report(i, 50));
    }
    assertThat(cache.usage().reports()).isEqualTo(10_000);
  }

  /** Keeps reports without end, and takes back only right ones: 0 to 9, of 1 KiB to 10 KiB. */
  public static void main(String[] words) throws IOException {
    ReportCache cache = new ReportCache(Path.of(words[0]), 40 << 10);
    CRC32 checksum = new CRC32();
    checksum.update(IMAGE);
    Part part = new Part(0, 0, IMAGE.length, (int) checksum.getValue());
    Fingerprint fingerprint =
        new Fingerprint(List.of(HostFile.of(Path.of(words[1]))), List.of(part));
    long end = System.nanoTime() + Duration.ofMillis(Long.parseLong(words[2])).toNanos();
    Random random = new Random(ProcessHandle.current().pid());
    while (System.nanoTime() < end) {
      int number = random.nextInt(10);
      byte[] expected = report(number, (number + 1) << 10);
      cache.keep(key(number), kept(fingerprint, expected));
      Optional<byte[]> found = find(cache, key(number));
      if (found.isPresent() && !Arrays.equals(found.get(), expected)) {
        System.exit(2);
      }
    }
  }

  private Process process(int milliseconds) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    List<String> command =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            ReportCacheTest.class.getName(),
            folder.toString(),
            image.toString(),
            String.valueOf(milliseconds));
    return new ProcessBuilder(command)
        .redirectOutput(new File("/dev/null"))
        .redirectErrorStream(true)
        .start();
  }

  @Test
  void eightProcessesShareAFolderThoughSomeAreKilled() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      processes.add(process(3000));
    }
    TimeUnit.MILLISECONDS.sleep(2500);
    for (int i = 0; i < 4; i++) {
      processes.get(i).destroyForcibly(); // kill -9, in the middle of what it does
    }
    for (int i = 4; i < 8; i++) {
      assertThat(processes.get(i).waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(processes.get(i).exitValue()).isZero();
    }

    assertThat(cache().list())
        .isNotEmpty()
        .extracting(KeptReport::state)
        .containsOnly(KeptReport.CURRENT);
  }
}
