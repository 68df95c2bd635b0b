package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.LimitExceededException;
import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.Problem;
import io.guestkit.testing.Repository;
import io.guestkit.testing.SlowGuest;
import io.guestkit.testing.fault.Faults;
import io.guestkit.testing.fault.FaultyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An inspection ends where its limits or its door end, with what it has found. */
class LimitsTest {
  /** 300 ms: six times what was asked for. */
  private static final Duration SOON = Duration.ofMillis(300);

  @TempDir static Path folder;
  private static Path slow;

  @BeforeAll
  static void make() throws IOException {
    slow = SlowGuest.make(folder);
  }

  private static InspectOptions options(Limits limits) {
    return new InspectOptions(List.of("default"), false, limits);
  }

  private static Problem onlyProblem(Inspection report) {
    assertThat(report.problems()).hasSize(1);
    return report.problems().getFirst();
  }

  @Test
  void theTimeEndsAnInspectionSoonAfterIt() throws Exception {
    try (GuestKit guestkit = GuestKit.create()) {
      Inspection whole = guestkit.inspect(Machine.of(slow), InspectOptions.DEFAULT).inspection();
      assertThat(whole.operatingSystems().getFirst().packages()).hasSize(SlowGuest.PACKAGES);
      List<Duration> times = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        long start = System.nanoTime();
        Inspection report =
            guestkit
                .inspect(
                    Machine.of(slow), options(Limits.DEFAULT.withTimeout(Duration.ofMillis(50))))
                .inspection();
        times.add(Duration.ofNanos(System.nanoTime() - start));

        assertThat(onlyProblem(report).kind()).isEqualTo("limit");
        assertThat(onlyProblem(report).message())
            .startsWith("the time limit of 50 ms was reached while packages was read;");
        OperatingSystem system = report.operatingSystems().getFirst();
        assertThat(system.distro()).isEqualTo("debian");
        assertThat(report.filesystems()).isEqualTo(whole.filesystems());
      }
      assertThat(times)
          .as("once without a break by the machine")
          .anyMatch(time -> time.compareTo(SOON) < 0);
    }
  }

  @Test
  void entriesAndMemoryEndAnInspection() throws Exception {
    try (GuestKit guestkit = GuestKit.create()) {
      Limits entries = new Limits(Limits.DEFAULT_TIMEOUT, 1 << 28, 6_500);
      assertThat(
              onlyProblem(guestkit.inspect(Machine.of(slow), options(entries)).inspection())
                  .message())
          .startsWith("more than 6500 entries while packages was read");
      Limits memory = new Limits(Limits.DEFAULT_TIMEOUT, 2 << 20, 1 << 28);
      assertThat(
              onlyProblem(guestkit.inspect(Machine.of(slow), options(memory)).inspection())
                  .message())
          .contains("bytes of memory, more than is left of 2097152 while packages was read");
    }
  }

  @Test
  void closingEndsAnInspection() throws Exception {
    Faults counting = Faults.none();
    Machine machine = Machine.of(FaultyFile.of(slow, counting));
    assertEndsWithItsDoor(
        machine,
        guestkit -> guestkit.inspect(machine, InspectOptions.DEFAULT),
        () -> counting.reads() > 20);
  }

  @Test
  void closingEndsAnInspectionOfASlowDisk() throws Exception {
    Faults slow = Faults.of(Faults.Kind.SLOW, 1);
    Machine machine = Machine.of(FaultyFile.of(Repository.sample(), slow));
    assertEndsWithItsDoor(
        machine,
        guestkit -> guestkit.inspect(machine, InspectOptions.DEFAULT),
        () -> slow.reads() > 5);
  }

  private static void assertEndsWithItsDoor(
      Machine machine, Reading reading, BooleanSupplier isUnderWay) throws Exception {
    GuestKit guestkit = GuestKit.create();
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<String> running = executor.submit(() -> ending(reading, guestkit));
      do {
        Thread.sleep(5);
      } while (!isUnderWay.getAsBoolean());
      long start = System.nanoTime();
      guestkit.close();
      assertThat(running.get(1, TimeUnit.MINUTES)).startsWith("cancelled");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));

      assertThatExceptionOfType(LimitExceededException.class)
          .as("a closed door begins nothing")
          .isThrownBy(() -> guestkit.inspect(machine, InspectOptions.DEFAULT));
    }
  }

  /** Returns what ended it, before there was a report or in it. */
  private static String ending(Reading reading, GuestKit guestkit) throws IOException {
    try {
      return onlyProblem(reading.of(guestkit).inspection()).message();
    } catch (LimitExceededException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** What is done at a door. */
  private interface Reading {
    InspectResult.Success of(GuestKit guestkit) throws IOException;
  }

  @Test
  void closingEndsAWalkAndWhatIsReadOfAFile() throws Exception {
    GuestKit guestkit = GuestKit.create();
    try (GuestFiles files = guestkit.files(Machine.of(slow), null)) {
      FileWalk walk = files.walk("/", FileWalk.Scope.GUEST);
      walk.next();
      var content = files.content("/etc/os-release");
      guestkit.close();
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(() -> content.readBytes(0, 1));
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(() -> {
            while (walk.next().isPresent()) {
              // to its end
            }
          });
    }
  }
}
