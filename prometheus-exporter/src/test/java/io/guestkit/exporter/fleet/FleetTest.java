package io.guestkit.exporter.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.exporter.config.Configuration;
import io.guestkit.exporter.config.DiscoverySettings;
import io.guestkit.exporter.config.InspectionSettings;
import io.guestkit.exporter.config.Root;
import io.guestkit.exporter.config.Target;
import io.guestkit.exporter.fleet.ImageStatus.State;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.log.LogFormat;
import io.guestkit.exporter.log.LogLevel;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.exporter.metrics.MetricTable;
import io.guestkit.exporter.own.OwnMetrics;
import io.guestkit.testing.Repository;
import io.guestkit.testing.SlowGuest;
import io.guestkit.testing.Tool;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTest {
  private static final Set<MetricCollector> ALL = EnumSet.allOf(MetricCollector.class);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(200);

  /** Half a second after the deadline. */
  private static final Duration SOON = SHORT.plusMillis(500);

  @TempDir static Path shared;

  private static @Nullable Path slow;

  @TempDir Path dir;

  private final OwnMetrics own = new OwnMetrics();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<Fleet> fleets = new ArrayList<>();
  private Root root;

  @BeforeEach
  void makeRoot() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("images"));
    root = new Root("golden", folder, List.of(), List.of(), List.of(), null);
  }

  @AfterEach
  void close() {
    fleets.forEach(Fleet::close);
  }

  private Configuration configuration(Duration timeout) {
    return new Configuration(
        List.of(root),
        Map.of(),
        new DiscoverySettings(Duration.ofMillis(1), true),
        new InspectionSettings(1, timeout, Duration.ofMillis(1), 10_000));
  }

  private Fleet fleet(Duration timeout) {
    Log log = Log.to(new PrintStream(said, true, UTF_8), LogLevel.DEBUG, LogFormat.LOGFMT);
    Told told = Told.of(ALL, MetricTable.of(MetricTable.NO_PACKAGES));
    Fleet fleet = new Fleet(told, configuration(timeout), dir.resolve("kept"), own, log);
    fleets.add(fleet);
    return fleet;
  }

  /** Names the sample itself, which was written long ago: a copy would not be kept yet. */
  private Target sample(String name) throws IOException {
    return new Target(root, name, Repository.sample().toRealPath());
  }

  private Target slow() throws IOException {
    if (slow == null) {
      slow = SlowGuest.make(shared);
    }
    return new Target(root, "slow.img", slow);
  }

  private double own(String name) {
    for (MetricFamilySamples family : own.families()) {
      for (MetricFamilySamples.Sample sample : family.samples) {
        if (sample.name.equals("guestkit_exporter_" + name)) {
          return sample.value;
        }
      }
    }
    throw new AssertionError("no such metric");
  }

  private static void await(Fleet fleet, String image, State state) throws InterruptedException {
    long end = System.nanoTime() + MINUTE.toNanos();
    while (state(fleet, image) != state) {
      assertThat(System.nanoTime()).as("%s is not %s", image, state).isLessThan(end);
      fleet.lookAround();
      Thread.sleep(1);
    }
  }

  private static State state(Fleet fleet, String image) {
    return fleet.image("golden", image).orElseThrow().state();
  }

  private static String text(Fleet fleet) {
    StringBuilder text = new StringBuilder();
    for (var lines : fleet.lines(ALL)) {
      for (byte[] family : lines.byFamily()) {
        text.append(new String(family, UTF_8));
      }
    }
    return text.toString();
  }

  @Test
  void inspectsWhatIsFoundAndDropsWhatIsGone() throws Exception {
    Fleet fleet = fleet(MINUTE);
    assertThat(fleet.isReady()).isFalse();
    fleet.found(List.of(sample("a.qcow2"), sample("b.qcow2")));
    await(fleet, "a.qcow2", State.CURRENT);
    await(fleet, "b.qcow2", State.CURRENT);

    while (!fleet.isReady()) {
      Thread.sleep(1); // the test's own time limit ends it
    }
    assertThat(text(fleet))
        .contains("guestkit_os_info{image_root=\"golden\",image=\"a.qcow2\",system=\"/dev/sda2\"")
        .contains("guestkit_inspection_success{image_root=\"golden\",image=\"b.qcow2\"} 1.0\n")
        .contains("guestkit_inspection_stale{image_root=\"golden\",image=\"b.qcow2\"} 0.0\n")
        .contains(
            "guestkit_image_backing_chain_broken{image_root=\"golden\",image=\"a.qcow2\"} 0.0");
    assertThat(fleet.image("golden", "a.qcow2").map(ImageStatus::summary))
        .hasValueSatisfying(
            summary -> assertThat(summary.hostname()).isEqualTo("sample01.example.net"));
    assertThat(fleet.report("golden", "a.qcow2"))
        .hasValueSatisfying(
            report -> assertThat(report.operatingSystems().getFirst().packages()).hasSize(12));

    fleet.found(List.of(fleet.targets().getFirst()));
    assertThat(fleet.images()).extracting(ImageStatus::image).containsExactly("a.qcow2");
    assertThat(text(fleet)).doesNotContain("b.qcow2");
  }

  @Test
  void aRestartTellsWhatWasKeptWithoutReadingAnImage() throws Exception {
    Fleet first = fleet(MINUTE);
    first.found(List.of(sample("a.qcow2")));
    await(first, "a.qcow2", State.CURRENT);
    first.close();
    double inspections = own("cache_misses_total");

    Fleet second = fleet(MINUTE);
    second.found(List.of(sample("a.qcow2")));
    await(second, "a.qcow2", State.CURRENT);

    assertThat(own("cache_misses_total")).isEqualTo(inspections);
    assertThat(text(second)).isEqualTo(text(first));
  }

  @Test
  void aDamagedListOfTimesIsNoHindrance() throws Exception {
    Files.createDirectory(dir.resolve("kept"));
    Files.writeString(dir.resolve("kept/first-seen.json"), "[\"golden\",\"a.qcow2\",12");
    Fleet fleet = fleet(MINUTE);
    fleet.found(List.of(sample("a.qcow2")));
    await(fleet, "a.qcow2", State.CURRENT);
    assertThat(Files.readString(dir.resolve("kept/first-seen.json")))
        .startsWith("[\"golden\",\"a.qcow2\",")
        .endsWith("]");
  }

  @Test
  void seesThatAnImageChanged() throws Exception {
    Path image = Files.copy(Repository.sample(), root.path().resolve("a.qcow2"));
    byte[] bytes = Files.readAllBytes(image);
    Arrays.fill(bytes, 40, 48, (byte) -1); // where its L1 table is
    Fleet fleet = fleet(MINUTE);
    fleet.found(List.of(new Target(root, "a.qcow2", image)));
    await(fleet, "a.qcow2", State.CURRENT);
    Files.write(image, bytes);
    assertThat(fleet.changed(Set.of(image))).isFalse();
    assertThat(fleet.changed(Set.of(image.resolveSibling("new")))).isTrue();

    await(fleet, "a.qcow2", State.FAILED);
    assertThat(text(fleet))
        .contains("guestkit_inspection_success{image_root=\"golden\",image=\"a.qcow2\"} 0.0\n")
        .contains("guestkit_inspection_stale{image_root=\"golden\",image=\"a.qcow2\"} 1.0\n")
        .contains("guestkit_inspection_last_success_timestamp_seconds{");
    assertThat(said.toString(UTF_8)).containsOnlyOnce("level=warn msg=\"Inspection failed\"");
  }

  @Test
  void aMissingBackingFileIsABrokenChain() throws Exception {
    Path base = Files.copy(Repository.sample(), root.path().resolve("base.qcow2"));
    Path overlay = root.path().resolve("o.qcow2");
    Tool.run(
        "qemu-img",
        "create",
        "-f",
        "qcow2",
        "-b",
        base.toString(),
        "-F",
        "qcow2",
        overlay.toString());
    Files.delete(base);
    Fleet fleet = fleet(MINUTE);
    fleet.found(List.of(new Target(root, "o.qcow2", overlay)));
    await(fleet, "o.qcow2", State.FAILED);
    assertThat(text(fleet))
        .contains(
            "guestkit_image_backing_chain_broken{image_root=\"golden\",image=\"o.qcow2\"} 1.0");
  }

  @Test
  void aProbeOfWhatIsKnownReadsNothing() throws Exception {
    Fleet fleet = fleet(MINUTE);
    Target target = sample("a.qcow2");
    assertThat(fleet.probe(target, ALL, MINUTE).isSuccess()).isTrue();
    double inspections = own("cache_misses_total");
    assertThat(fleet.probe(target, ALL, MINUTE).isSuccess()).isTrue();
    assertThat(own("cache_misses_total")).isEqualTo(inspections);
    assertThat(fleet.images()).isEmpty(); // discovery has not found it
  }

  @Test
  void aProbeGoesOnInTheBackgroundPastItsTime() throws Exception {
    Target slow = slow();
    Fleet fleet = fleet(SHORT.dividedBy(2));
    fleet.found(List.of(slow));
    long start = System.nanoTime();
    assertThat(fleet.probe(slow, ALL, SHORT.dividedBy(20)).isSuccess()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    assertThat(state(fleet, "slow.img")).isIn(State.INSPECTING, State.WAITING);
    await(fleet, "slow.img", State.FAILED);
    assertThat(fleet.image("golden", "slow.img").map(ImageStatus::failure))
        .isEqualTo(Optional.of("the inspection reached a limit: its time"));
  }

  @Test
  void aDeadlineEndsTheReading() throws Exception {
    Target slow = slow();
    Fleet fleet = fleet(SHORT);
    long start = System.nanoTime();
    assertThat(fleet.probe(slow, ALL, MINUTE).isSuccess()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    assertThat(own("inspections_in_progress")).isZero();
  }

  @Test
  void closingEndsTheReading() throws Exception {
    Target slow = slow();
    Fleet fleet = fleet(MINUTE);
    fleet.found(List.of(slow));
    await(fleet, "slow.img", State.INSPECTING);
    long start = System.nanoTime();
    fleet.close();
    while (own("inspections_in_progress") > 0) {
      Thread.sleep(1);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
  }

  @Test
  void tooManyProbesAreSentAway() throws Exception {
    Target slow = slow();
    Fleet fleet = fleet(MINUTE);
    int room = FleetParts.PROBES + Workers.MAX_WAITING_PROBES + 1; // 1: the background's thread
    assertThatExceptionOfType(BusyException.class)
        .isThrownBy(() -> {
          for (int i = 0; i <= room; i++) {
            Target one = new Target(root, "slow" + i, slow.path());
            fleet.probe(one, ALL, Duration.ofMillis(1));
          }
        });
  }

  @Test
  void keepsWhatRootsThatStayHaveWhenItIsConfiguredAgain() throws Exception {
    Fleet fleet = fleet(MINUTE);
    Target target = sample("a.qcow2");
    fleet.found(List.of(target));
    await(fleet, "a.qcow2", State.CURRENT);
    double inspections = own("cache_misses_total");
    fleet.configure(configuration(MINUTE));
    fleet.found(List.of(target));
    assertThat(state(fleet, "a.qcow2")).isEqualTo(State.CURRENT);
    assertThat(own("cache_misses_total")).isEqualTo(inspections);
  }
}
