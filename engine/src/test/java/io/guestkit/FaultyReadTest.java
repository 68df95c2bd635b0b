package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.ImageException;
import io.guestkit.report.Inspection;
import io.guestkit.report.Problem;
import io.guestkit.testing.Guests;
import io.guestkit.testing.Repository;
import io.guestkit.testing.fault.Faults;
import io.guestkit.testing.fault.FaultyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Inspections of files of the host that fail while they are read. Each ends in an error or a report
 * that says so: one without a problem lacks nothing.
 */
class FaultyReadTest {
  /** Faults tried of each kind and image: a campaign sets the property higher. */
  private static final int COUNT = Integer.getInteger("guestkit.faults", 20);

  /** An image by its name and where it is looked for when its turn comes. */
  record Image(String name, Place place) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Skips the test where there is none. */
  interface Place {
    Path find();
  }

  static Stream<Image> images() {
    List<Image> images = new ArrayList<>();
    images.add(new Image("sample.qcow2", Repository::sample));
    for (String made :
        List.of(
            "deb12.raw",
            "deb12-xfs.raw",
            "deb12-btrfs.raw",
            "deb12-zstd.qcow2",
            "deb12-overlay.qcow2")) {
      images.add(new Image(made, () -> Guests.made(made)));
    }
    for (String shared :
        List.of("debian.qcow2", "blank-bootrootlv.qcow2", "rhel9-sqlite.qcow2", "coreos.qcow2")) {
      images.add(new Image(shared, () -> Guests.shared(shared)));
    }
    return images.stream();
  }

  @ParameterizedTest
  @MethodSource("images")
  void lacksNothingWithoutAWord(Image image) throws IOException {
    Path path = image.place().find();
    Faults counting = Faults.none();
    Inspection whole = inspect(FaultyFile.of(path, counting));
    long reads = counting.reads();
    assertThat(reads).isGreaterThan(1);

    List<String> silent = new ArrayList<>();
    long step = Math.max(1, reads / COUNT);
    for (Faults.Kind kind : List.of(Faults.Kind.ONE_FAILS, Faults.Kind.ALL_FAIL, Faults.Kind.END)) {
      for (long first = 1; first <= reads; first += step) {
        Path faulty = FaultyFile.of(path, Faults.of(kind, first));
        try {
          Inspection report = inspect(faulty);
          if (whole.problems().containsAll(report.problems()) && !report.equals(whole)) {
            silent.add(kind + " from read " + first);
          }
        } catch (ImageException e) {
          assertThat(e.getMessage()).as("%s from read %d", kind, first).isNotBlank();
        }
      }
    }
    assertThat(silent).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("images")
  void readsOnWhereAReadBringsFewerBytes(Image image) throws IOException {
    Path path = image.place().find();
    assertThat(inspect(FaultyFile.of(path, Faults.of(Faults.Kind.SHORT, 1))))
        .isEqualTo(inspect(path));
  }

  @ParameterizedTest
  @MethodSource("images")
  void saysWhichLimitEndedIt(Image image) throws IOException {
    Path path = image.place().find();
    Inspection whole = inspect(path);
    for (long limit = 1; limit < 1L << 28; limit *= 3) {
      assertWholeOrLimited(whole, path, new Limits(Limits.DEFAULT_TIMEOUT, limit, 20_000_000));
      assertWholeOrLimited(whole, path, new Limits(Limits.DEFAULT_TIMEOUT, 1L << 28, limit));
    }
  }

  private static void assertWholeOrLimited(Inspection whole, Path path, Limits limits) {
    try {
      Inspection report = inspect(path, limits);
      if (!report.equals(whole)) {
        assertThat(report.problems()).as("%s", limits).extracting(Problem::kind).contains("limit");
      }
    } catch (ImageException e) {
      assertThat(e.kind()).as("%s", limits).isEqualTo("limit");
    }
  }

  private static Inspection inspect(Path path) throws ImageException {
    return inspect(path, Limits.DEFAULT);
  }

  private static Inspection inspect(Path path, Limits limits) throws ImageException {
    InspectOptions options = new InspectOptions(List.of("default"), false, limits);
    try (GuestKit guestkit = GuestKit.create()) {
      return guestkit.inspect(Machine.of(path), options).inspection();
    }
  }
}
