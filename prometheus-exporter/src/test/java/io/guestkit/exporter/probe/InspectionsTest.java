package io.guestkit.exporter.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.exporter.config.Root;
import io.guestkit.exporter.config.Target;
import io.guestkit.testing.SlowGuest;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionsTest {
  private static final Duration TIMEOUT = Duration.ofMillis(200);

  /** Half a second after the deadline. */
  private static final Duration SOON = TIMEOUT.plusMillis(500);

  @TempDir Path folder;

  private final OwnMetrics own = new OwnMetrics();

  private double running() {
    for (MetricFamilySamples family : own.families()) {
      if (family.name.equals("guestkit_exporter_inspections_in_progress")) {
        return family.samples.getFirst().value;
      }
    }
    throw new AssertionError("no such metric");
  }

  @Test
  void aDeadlineEndsTheReadingToo() throws Exception {
    Path slow = SlowGuest.make(folder);
    Root root = new Root("images", folder, List.of(), List.of(), List.of(), null);
    Target target = new Target(root, "slow.img", slow);
    try (Inspections inspections = new Inspections(List.of(root), 1, own)) {
      long start = System.nanoTime();
      Outcome outcome = inspections.inspect(target, List.of("packages"), TIMEOUT);
      assertThat(outcome.label()).isEqualTo("timeout");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
      while (running() > 0) {
        Thread.sleep(1);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    }
  }

  @Test
  void closingEndsTheReading() throws Exception {
    Path slow = SlowGuest.make(folder);
    Root root = new Root("images", folder, List.of(), List.of(), List.of(), null);
    Target target = new Target(root, "slow.img", slow);
    Inspections inspections = new Inspections(List.of(root), 1, own);
    Thread probe =
        Thread.ofPlatform()
            .start(() -> inspections.inspect(target, List.of("packages"), Duration.ofMinutes(1)));
    while (running() == 0) {
      Thread.sleep(1);
    }
    long start = System.nanoTime();
    inspections.close();
    probe.join(Duration.ofMinutes(1));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
    assertThat(running()).isZero();
  }
}
