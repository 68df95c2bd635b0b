package io.guestkit.exporter.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.exporter.fleet.Workers.Priority;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.log.LogFormat;
import io.guestkit.exporter.log.LogLevel;
import io.guestkit.exporter.own.OwnMetrics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private final Workers workers =
      new Workers(
          1,
          1,
          new OwnMetrics(),
          Log.to(
              new PrintStream(said, true, StandardCharsets.UTF_8),
              LogLevel.INFO,
              LogFormat.LOGFMT));

  @AfterEach
  void close() {
    workers.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void takesWhatIsCheapFirstAndWhatCameFirst() {
    CountDownLatch start = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(5);
    workers.later(Priority.LOOK, () -> await(start));
    for (Priority priority :
        List.of(Priority.RETRY, Priority.NEW, Priority.CHANGED, Priority.LOOK, Priority.NEW)) {
      int number = done.size();
      workers.later(
          priority,
          () -> {
            done.add(priority + ":" + number);
            end.countDown();
          });
    }
    start.countDown();
    await(end);
    assertThat(done)
        .extracting(word -> word.substring(0, word.indexOf(':')))
        .containsExactly("LOOK", "NEW", "NEW", "CHANGED", "RETRY");
  }

  @Test
  void aProbeDoesNotWaitForTheBackground() {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch probed = new CountDownLatch(1);
    workers.later(Priority.NEW, () -> await(release));
    workers.later(Priority.NEW, () -> await(release));
    assertThat(workers.urgent(probed::countDown)).isTrue();
    await(probed);
    release.countDown();
  }

  @Test
  void outlivesWorkThatBreaksOff() {
    CountDownLatch end = new CountDownLatch(4);
    for (int i = 0; i < 4; i++) {
      workers.later(
          Priority.NEW,
          () -> {
            end.countDown();
            throw new IllegalStateException("broken");
          });
    }
    await(end);
    CountDownLatch last = new CountDownLatch(1);
    workers.later(Priority.NEW, last::countDown);
    await(last);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("Inspection broke off");
  }

  @Test
  void runsMoreAtOnceWhereItMay() {
    CountDownLatch both = new CountDownLatch(3);
    workers.resize(3);
    for (int i = 0; i < 3; i++) {
      workers.later(
          Priority.NEW,
          () -> {
            both.countDown();
            await(both);
          });
    }
    await(both);
  }

  @Test
  void startsNoThreadsThatItHas() {
    workers.resize(3);
    long threads = threads();
    for (int i = 0; i < 10; i++) {
      workers.resize(1);
      workers.resize(3);
    }
    assertThat(threads()).isLessThanOrEqualTo(threads); // those of other tests may end meanwhile
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("inspection"))
        .count();
  }
}
