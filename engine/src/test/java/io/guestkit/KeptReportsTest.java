package io.guestkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.ImageException;
import io.guestkit.cache.ReportCache;
import io.guestkit.report.Inspection;
import io.guestkit.report.Problem;
import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Tool;
import io.guestkit.testing.fault.Faults;
import io.guestkit.testing.fault.FaultyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports that are kept: taken while the image is what it was, and never once it is not. */
class KeptReportsTest {
  private static final String BEFORE = "before-the-change";
  private static final String AFTER = "a".repeat(BEFORE.length());

  /** Longer than the coarsest time of a host's filesystem, which a change may hide in. */
  private static final Duration SETTLED = Duration.ofMillis(2100);

  @TempDir private static Path images;
  private static long hostNameAt;

  @TempDir private Path folder;

  @BeforeAll
  static void makeImages() throws Exception {
    Tool.require("mke2fs", "qemu-img", "qemu-io");
    Tool.shell(
        """
        cd '%s'; mkdir -p tree/etc tree/usr/bin tree/var/log
        echo %s > tree/etc/hostname
        printf 'ID=debian\\nVERSION_ID=12\\n' > tree/etc/os-release
        mke2fs -q -t ext4 -d tree mounted.raw 8M >&2
        for copy in touched replaced written young partial busy other device base; do
          cp mounted.raw $copy.raw
        done
        qemu-img convert -O qcow2 mounted.raw own.qcow2
        cp own.qcow2 faulty.qcow2
        qemu-img create -q -f qcow2 -b base.raw -F raw overlay.qcow2
        qemu-img convert -O qcow2 -o data_file=data.raw mounted.raw divided.qcow2
        """
            .formatted(images, BEFORE));
    byte[] disk = Files.readAllBytes(images.resolve("mounted.raw"));
    hostNameAt = new String(disk, ISO_8859_1).indexOf(BEFORE);
    Thread.sleep(SETTLED);
  }

  private GuestKit door() {
    return GuestKit.builder().reports(new ReportCache(folder.resolve("reports"), 1 << 20)).build();
  }

  private InspectResult.Success inspect(Path image) throws IOException {
    try (GuestKit kit = door()) {
      return kit.inspect(Machine.of(image), InspectOptions.DEFAULT);
    }
  }

  private static String hostName(InspectResult.Success result) {
    return String.valueOf(result.inspection().operatingSystems().getFirst().hostname());
  }

  /** Something that changes an image. */
  private interface Change {
    void run() throws Exception;
  }

  /** Asks three times: the second answer is the kept first one, the third tells the change. */
  private void seesItChange(String name, String expected, Change change) throws Exception {
    Path image = images.resolve(name);
    InspectResult.Success read = inspect(image);
    InspectResult.Success kept = inspect(image);
    assertThat(read.statistics().fromCache()).isFalse();
    assertThat(hostName(read)).isEqualTo(BEFORE);
    assertThat(kept.statistics().fromCache()).isTrue();
    assertThat(kept.inspection()).isEqualTo(read.inspection());
    assertThat(kept.inspectedAt()).isEqualTo(read.inspectedAt());
    assertThat(kept.inspectionTook()).isEqualTo(read.inspectionTook());
    assertThat(read.isCurrent().getAsBoolean()).isTrue();
    assertThat(kept.isCurrent().getAsBoolean()).isTrue();
    change.run();
    assertThat(read.isCurrent().getAsBoolean()).isFalse();
    assertThat(kept.isCurrent().getAsBoolean()).isFalse();
    assertThat(hostName(inspect(image))).isEqualTo(expected);
  }

  private static void qemuIo(String format, String file) {
    Tool.run(
        "qemu-io",
        "-f",
        format,
        "-c",
        "write -P 0x61 %d %d".formatted(hostNameAt, BEFORE.length()),
        images.resolve(file).toString());
  }

  @Test
  void seesWhatIsWrittenThroughAMount() throws Exception {
    KernelImages.requireLoopMounts();
    Path image = images.resolve("mounted.raw");
    seesItChange(
        "mounted.raw",
        "mounted",
        () -> KernelImages.fill(image, "rw", "echo mounted > etc/hostname"));
  }

  @Test
  void seesWhatIsWrittenIntoTheContainer() throws Exception {
    seesItChange("own.qcow2", AFTER, () -> qemuIo("qcow2", "own.qcow2"));
  }

  @Test
  void seesWhatIsWrittenIntoTheBackingFile() throws Exception {
    seesItChange("overlay.qcow2", AFTER, () -> qemuIo("raw", "base.raw"));
  }

  @Test
  void seesWhatIsWrittenIntoTheDataFile() throws Exception {
    seesItChange("divided.qcow2", AFTER, () -> qemuIo("raw", "data.raw"));
  }

  @Test
  void seesAChangeWhoseTimeIsPutBack() throws Exception {
    Path image = images.resolve("touched.raw");
    FileTime time = Files.getLastModifiedTime(image);
    seesItChange(
        "touched.raw",
        AFTER,
        () -> {
          write(image);
          Files.setLastModifiedTime(image, time);
        });
  }

  @Test
  void seesAnotherFileOfTheSameSizeAndTime() throws Exception {
    Path image = images.resolve("replaced.raw");
    Path other = images.resolve("other.raw");
    write(other);
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(image));
    seesItChange(
        "replaced.raw", AFTER, () -> Files.move(other, image, StandardCopyOption.ATOMIC_MOVE));
  }

  private static void write(Path image) throws IOException {
    try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(AFTER.getBytes(ISO_8859_1)), hostNameAt);
    }
  }

  @Test
  void keepsNothingOfAnImageThatJustChanged() throws Exception {
    Path image = images.resolve("young.raw");
    Files.setLastModifiedTime(image, FileTime.from(Instant.now()));

    inspect(image);

    assertThat(inspect(image).statistics().fromCache()).isFalse();
  }

  @Test
  void keepsNothingOfADeviceWhoseTimesDoNotTell() throws Exception {
    KernelImages.requireLoopMounts();
    Path image = images.resolve("device.raw");
    String device = Tool.run("losetup", "--find", "--show", image.toString()).strip();
    try {
      inspect(Path.of(device));

      assertThat(inspect(Path.of(device)).statistics().fromCache()).isFalse();
    } finally {
      Tool.run("losetup", "--detach", device);
    }
  }

  @Test
  void keepsNoReportThatEndedEarly() throws Exception {
    Machine machine = Machine.of(images.resolve("partial.raw"));
    Limits few = new Limits(Limits.DEFAULT_TIMEOUT, Limits.DEFAULT.memoryBytes(), 2);
    InspectOptions hurried = new InspectOptions(List.of("default"), false, few);
    try (GuestKit kit = door()) {
      assertThat(kit.inspect(machine, hurried).inspection().problems())
          .extracting(Problem::kind)
          .contains("limit");

      InspectResult.Success whole = kit.inspect(machine, InspectOptions.DEFAULT);

      assertThat(whole.statistics().fromCache()).isFalse();
      assertThat(whole.inspection().problems()).extracting(Problem::kind).doesNotContain("limit");
    }
  }

  @Test
  void keepsNothingThatAFaultOfTheHostLeft() throws Exception {
    Path image = images.resolve("faulty.qcow2");
    Faults counting = Faults.none();
    Inspection whole;
    try (GuestKit plain = GuestKit.create()) {
      Path counted = FaultyFile.of(image, counting);
      whole = plain.inspect(Machine.of(counted), InspectOptions.DEFAULT).inspection();
    }
    for (Faults.Kind kind : List.of(Faults.Kind.ONE_FAILS, Faults.Kind.ALL_FAIL, Faults.Kind.END)) {
      for (long read = 1; read <= counting.reads(); read++) {
        Path faulty = FaultyFile.of(image, Faults.of(kind, read));
        try {
          inspect(faulty);
        } catch (ImageException e) {
          assertThat(e.getMessage()).isNotBlank();
        }
        assertThat(inspect(image).inspection()).as("%s at read %d", kind, read).isEqualTo(whole);
        try (Stream<Path> kept = Files.list(folder.resolve("reports"))) {
          kept.forEach(file -> assertThat(file.toFile().delete()).isTrue());
        }
      }
    }
  }

  @Test
  void saysThatAnImageIsInUseAndKeepsNothingOfIt() throws Exception {
    Path image = images.resolve("busy.raw");
    AtomicBoolean done = new AtomicBoolean();
    Thread guest =
        Thread.ofPlatform()
            .start(() -> {
              for (long i = 0; !done.get(); i++) {
                try {
                  Files.setLastModifiedTime(image, FileTime.fromMillis(i));
                } catch (IOException e) {
                  return;
                }
              }
            });
    boolean said = false;
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    try {
      while (!said && System.nanoTime() < end) { // the guest may rest for a moment
        InspectResult.Success result = inspect(image);
        assertThat(hostName(result)).isEqualTo(BEFORE);
        said =
            result.inspection().problems().stream()
                .map(Problem::message)
                .anyMatch(message -> message.contains("in use or changing"));
      }
    } finally {
      done.set(true);
      guest.join();
    }

    assertThat(said).isTrue();
    Thread.sleep(SETTLED);
    assertThat(inspect(image).statistics().fromCache()).isFalse();
  }

  @Test
  void answersEachQuestionByItself() throws Exception {
    Machine machine = Machine.of(images.resolve("written.raw"));
    InspectOptions users =
        new InspectOptions(List.of("users"), true, InspectOptions.DEFAULT_TIMEOUT);
    try (GuestKit kit = door();
        GuestKit plain = GuestKit.create()) {
      for (InspectOptions options : List.of(InspectOptions.DEFAULT, users)) {
        InspectResult.Success read = kit.inspect(machine, options);
        InspectResult.Success kept = kit.inspect(machine, options);

        assertThat(read.statistics().fromCache()).isFalse();
        assertThat(kept.statistics().fromCache()).isTrue();
        assertThat(kept.statistics().reads()).isZero();
        assertThat(kept.inspection()).isEqualTo(plain.inspect(machine, options).inspection());
      }
    }
  }
}
