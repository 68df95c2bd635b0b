package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many machines by the door: overlays on bases that mke2fs and qemu-img made. */
class InspectAllTest {
  /** What was changed less long ago might be changed again unseen. */
  private static final int SETTLED_MILLIS = 2100;

  @TempDir Path folder;

  private Path guest(String name, String id) throws IOException {
    Path tree = Files.createDirectories(folder.resolve(name + ".tree"));
    Files.createDirectories(tree.resolve("usr"));
    Path dpkg = Files.createDirectories(tree.resolve("var/lib/dpkg"));
    Files.writeString(
        Files.createDirectories(tree.resolve("etc")).resolve("os-release"), "ID=" + id + "\n");
    StringBuilder status = new StringBuilder();
    for (int i = 0; i < 6000; i++) {
      status.append("Package: package").append(i);
      status.append("\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n\n");
    }
    Files.writeString(dpkg.resolve("status"), status);
    Path image = folder.resolve(name);
    Tool.run("mke2fs", "-q", "-t", "ext4", "-d", tree.toString(), image.toString(), "16m");
    return image;
  }

  private List<Machine> overlays(Path base, String format, int count) throws IOException {
    Path first = folder.resolve("0.qcow2");
    String backing = base.toString();
    Tool.run(
        "qemu-img", "create", "-q", "-f", "qcow2", "-b", backing, "-F", format, first.toString());
    List<Machine> machines = new ArrayList<>(List.of(Machine.of(first)));
    for (int i = 1; i < count; i++) {
      machines.add(Machine.of(Files.copy(first, folder.resolve(i + ".qcow2"))));
    }
    return machines;
  }

  private static List<InspectResult.Success> inspectAll(
      Iterable<Machine> machines, int parallelism) {
    List<InspectResult.Success> results = new ArrayList<>();
    try (GuestKit kit = GuestKit.create()) {
      kit.inspectAll(
          machines,
          InspectOptions.DEFAULT,
          parallelism,
          ResultOrder.AS_GIVEN,
          result -> results.add((InspectResult.Success) result));
    }
    return results;
  }

  private static long bytes(InspectResult.Success result) {
    return result.statistics().bytesRead();
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw", "qcow2"})
  void readsASharedBaseOnce(String format) throws Exception {
    Path raw = guest("base.raw", "debian");
    Path base = folder.resolve("base." + format);
    if (format.equals("qcow2")) {
      Tool.run("qemu-img", "convert", "-O", format, "-c", raw.toString(), base.toString());
    }
    List<Machine> machines = overlays(base, format, 8);
    Thread.sleep(SETTLED_MILLIS);

    InspectResult.Success alone;
    try (GuestKit kit = GuestKit.create()) {
      alone = kit.inspect(machines.getFirst(), InspectOptions.DEFAULT);
    }
    List<InspectResult.Success> results = inspectAll(machines, 1);
    long own = Files.size(folder.resolve("0.qcow2"));
    assertThat(bytes(results.getFirst())).isGreaterThan(bytes(alone) * 3 / 4);
    for (InspectResult.Success result : results.subList(1, results.size())) {
      assertThat(bytes(result)).isPositive().isLessThanOrEqualTo(own);
      assertThat(bytes(result)).isLessThan(bytes(alone) / 2);
    }
    for (InspectResult.Success result : results) {
      assertThat(result.inspection()).isEqualTo(alone.inspection());
    }

    long sideBySide = 0;
    for (InspectResult.Success result : inspectAll(machines, 4)) {
      assertThat(result.inspection()).isEqualTo(alone.inspection());
      sideBySide += bytes(result);
    }
    assertThat(sideBySide)
        .as("four that start together may read the same at once, the others nothing")
        .isLessThanOrEqualTo(4 * bytes(alone) + 8 * own);
  }

  @Test
  void readsAgainWhatNobodyUsesAnyMore() throws Exception {
    List<Machine> machines = overlays(guest("base.raw", "debian"), "raw", 1);
    Thread.sleep(SETTLED_MILLIS);
    try (GuestKit kit = GuestKit.create()) {
      InspectResult.Success first = kit.inspect(machines.getFirst(), InspectOptions.DEFAULT);
      InspectResult.Success second = kit.inspect(machines.getFirst(), InspectOptions.DEFAULT);
      assertThat(bytes(second)).isEqualTo(bytes(first));
    }
  }

  /** How the base of a run changes between two of its machines. */
  enum Change {
    ANOTHER_FILE {
      @Override
      void make(Path base, Path other) throws IOException {
        Files.move(other, base, StandardCopyOption.REPLACE_EXISTING);
      }
    },
    IN_PLACE {
      @Override
      void make(Path base, Path other) throws IOException {
        FileTime time = Files.getLastModifiedTime(base);
        Tool.run("dd", "if=" + other, "of=" + base, "conv=notrunc", "bs=1M", "status=none");
        Files.setLastModifiedTime(base, time);
      }
    };

    abstract void make(Path base, Path other) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void readsAChangedBaseAnew(Change change) throws Exception {
    Path base = guest("base.raw", "debian");
    Path other = guest("other.raw", "ubuntu");
    List<Machine> machines = overlays(base, "raw", 3);
    Thread.sleep(SETTLED_MILLIS);
    Iterator<Machine> each = machines.iterator();
    Iterator<Machine> changing =
        new Iterator<>() {
          private int taken;

          @Override
          public boolean hasNext() {
            return each.hasNext();
          }

          @Override
          public Machine next() {
            if (++taken == 3) {
              try {
                change.make(base, other);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            }
            return each.next();
          }
        };
    List<InspectResult.Success> results = inspectAll(() -> changing, 1);
    assertThat(results)
        .extracting(r -> id(r.inspection()))
        .containsExactly("debian", "debian", "ubuntu");
    assertThat(bytes(results.get(1))).isLessThan(bytes(results.get(2)));
  }

  private static String id(Inspection inspection) {
    OperatingSystem system = inspection.operatingSystems().getFirst();
    return String.valueOf(system.distro());
  }

  @Test
  void aFaultIsTheResultOfItsImage() throws IOException {
    Path good = Files.write(folder.resolve("good"), new byte[1 << 20]);
    Path bad =
        Files.writeString(folder.resolve("bad"), "QFI\u00fb\0\0\0\3", StandardCharsets.ISO_8859_1);
    List<Machine> machines =
        List.of(Machine.of(bad), Machine.of(good), Machine.of(folder), Machine.of(good, bad));
    List<InspectResult> results = new ArrayList<>();
    try (GuestKit kit = GuestKit.create()) {
      kit.inspectAll(machines, InspectOptions.DEFAULT, 3, ResultOrder.AS_GIVEN, results::add);
    }
    assertThat(results).extracting(InspectResult::machine).isEqualTo(machines);
    assertThat(results)
        .extracting(r -> r instanceof InspectResult.Success)
        .containsExactly(false, true, false, false);
  }

  @Test
  void aClosedDoorEndsARunWithinHalfASecond() throws IOException {
    Path image = guest("base.raw", "debian");
    List<Machine> machines = Collections.nCopies(100_000, Machine.of(image));
    List<InspectResult> results = new ArrayList<>();
    long[] closed = new long[1];
    GuestKit kit = GuestKit.create();
    kit.inspectAll(
        machines,
        InspectOptions.DEFAULT,
        4,
        ResultOrder.AS_READY,
        result -> {
          results.add(result);
          if (results.size() == 5) {
            closed[0] = System.nanoTime();
            kit.close();
          }
        });
    assertThat((System.nanoTime() - closed[0]) / 1_000_000).isLessThan(500);
    assertThat(results).hasSizeLessThanOrEqualTo(5 + SideBySide.WINDOW * 4);
    assertThat(results.getFirst()).isInstanceOf(InspectResult.Success.class);
  }
}
