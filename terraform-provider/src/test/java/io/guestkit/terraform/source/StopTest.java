package io.guestkit.terraform.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.Limits;
import io.guestkit.terraform.tfplugin6.Diagnostic;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.testing.SlowGuest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Terraform's StopProvider ends. */
class StopTest {
  @TempDir Path folder;

  @Test
  void endsWhatIsReadAndWhatWaitsForItsTurn() throws Exception {
    ConfigValue path = new ConfigValue.Text(SlowGuest.make(folder).toString());
    ConfigValue.Attributes config = new ConfigValue.Attributes(Map.of("path", path));
    InspectionSource source = new InspectionSource();
    int parallelism = 2;
    Settings settings =
        new Settings(List.of(), true, List.of(), false, null, Limits.DEFAULT, parallelism);
    Door door = new Door(settings, Map.of(), line -> {});
    int count = 2 * parallelism;
    CountDownLatch started = new CountDownLatch(count);
    Callable<List<String>> reading =
        () -> {
          Diagnostics diagnostics = new Diagnostics();
          started.countDown();
          assertThat(source.read(config, door, diagnostics)).isEmpty();
          return diagnostics.list().stream().map(Diagnostic::getSummary).toList();
        };
    try (ExecutorService calls = Executors.newFixedThreadPool(count)) {
      List<Future<List<String>>> answers =
          Stream.generate(() -> calls.submit(reading)).limit(count).toList();
      started.await();
      Thread.sleep(50);
      long start = System.nanoTime();
      door.stop();
      for (Future<List<String>> answer : answers) {
        assertThat(answer.get(1, TimeUnit.MINUTES)).containsExactly("Stopped");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
    }
  }
}
