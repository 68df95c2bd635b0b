package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.MissingImageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The machines are numbers, and what is said of each is that number. */
@Timeout(60)
class SideBySideTest {
  private static final int JOBS = 2;
  private static final int WINDOW = SideBySide.WINDOW * JOBS;

  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final List<Integer> results = new ArrayList<>();

  private Iterator<Machine> machines(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> {
          taken.incrementAndGet();
          return Machine.of(Path.of(Integer.toString(i)));
        })
        .iterator();
  }

  private void run(
      Iterator<Machine> machines, IntConsumer inspection, ResultOrder order, IntConsumer results)
      throws InterruptedException {
    Consumer<InspectResult> consumer = result -> results.accept(number(result.machine()));
    SideBySide work =
        new SideBySide(
            machines,
            machine -> {
              inspection.accept(number(machine));
              return new InspectResult.Failure(machine, new MissingImageException("none"));
            },
            order,
            JOBS);
    work.run(ended::get, () -> ended.set(true), consumer);
  }

  private static int number(Machine machine) {
    return Integer.parseInt(machine.disks().getFirst().toString());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Integer> range(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void handsOverInTheOrderOfTheMachines() throws InterruptedException {
    CountDownLatch third = new CountDownLatch(1);
    run(machines(100), i -> inspectFirstAfter(third, i), ResultOrder.AS_GIVEN, results::add);
    assertThat(results).isEqualTo(range(100));
  }

  @Test
  void handsOverWhatIsReady() throws InterruptedException {
    CountDownLatch third = new CountDownLatch(1);
    run(machines(100), i -> inspectFirstAfter(third, i), ResultOrder.AS_READY, results::add);
    assertThat(results).startsWith(1, 2).containsExactlyInAnyOrderElementsOf(range(100));
  }

  private static void inspectFirstAfter(CountDownLatch third, int i) {
    if (i == 0) {
      await(third);
    } else if (i == 3) {
      third.countDown();
    }
  }

  @ParameterizedTest
  @EnumSource
  void handsOverBeforeTheLastIsRead(ResultOrder order) throws InterruptedException {
    CountDownLatch first = new CountDownLatch(1);
    IntConsumer inspection =
        i -> {
          if (i == 19) {
            await(first);
          }
        };
    run(machines(20), inspection, order, i -> first.countDown());
    assertThat(taken).hasValue(20);
  }

  @Test
  void readsOnlySoFarAheadOfASlowMachine() throws InterruptedException {
    CountDownLatch full = new CountDownLatch(1);
    IntConsumer inspection =
        i -> {
          if (i == 0) {
            await(full);
            sleep(200); // what would be taken too many is taken now
            assertThat(taken).hasValue(WINDOW);
          } else if (i == WINDOW - 1) {
            full.countDown();
          }
        };
    run(machines(100), inspection, ResultOrder.AS_GIVEN, results::add);
    assertThat(results).isEqualTo(range(100));
  }

  @ParameterizedTest
  @EnumSource
  void readsOnlySoFarAheadOfASlowCaller(ResultOrder order) throws InterruptedException {
    IntConsumer consumer =
        i -> {
          if (results.isEmpty()) {
            sleep(200);
            assertThat(taken).hasValueLessThanOrEqualTo(WINDOW + 1);
          }
          results.add(i);
        };
    run(machines(100), i -> {}, order, consumer);
    assertThat(results).hasSize(100);
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void readsAsManyAtOnceAsAskedFor() throws InterruptedException {
    CountDownLatch both = new CountDownLatch(JOBS);
    AtomicInteger running = new AtomicInteger();
    IntConsumer inspection =
        i -> {
          assertThat(running.incrementAndGet()).isLessThanOrEqualTo(JOBS);
          both.countDown();
          await(both);
          running.decrementAndGet();
        };
    run(machines(100), inspection, ResultOrder.AS_READY, results::add);
    assertThat(results).hasSize(100);
  }

  @Test
  void readsAsManyAtOnceAsThereIsMemoryFor() {
    assertThat(SideBySide.parallelism(2, 1L << 30)).isEqualTo(2);
    assertThat(SideBySide.parallelism(20, 128L << 20)).isEqualTo(4);
    assertThat(SideBySide.parallelism(999_999, 1L << 40)).isEqualTo(64);
    assertThat(SideBySide.parallelism(2, 31L << 20)).isEqualTo(1);
    assertThat(SideBySide.parallelism(2, -1)).isEqualTo(1);
  }

  @Test
  void endsWhereTheCallerTakesNoMore() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            run(
                machines(Integer.MAX_VALUE),
                i -> {},
                ResultOrder.AS_GIVEN,
                i -> {
                  throw new IllegalStateException("a full disk");
                }))
        .withMessage("a full disk");
    assertThat(ended).isTrue();
    assertThat(taken).hasValueLessThanOrEqualTo(WINDOW + 1);
  }

  @Test
  void saysWhatTheMachinesFailWith() {
    Iterator<Machine> failing =
        IntStream.range(0, 100)
            .mapToObj(i -> {
              if (i == 5) {
                throw new IllegalArgumentException("no machine");
              }
              return Machine.of(Path.of(Integer.toString(i)));
            })
            .iterator();
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> run(failing, i -> {}, ResultOrder.AS_GIVEN, results::add))
        .withMessage("no machine");
    assertThat(results).isEqualTo(range(5));
  }

  @ParameterizedTest
  @EnumSource
  void throwsAnErrorOfAnInspection(ResultOrder order) {
    assertThatExceptionOfType(LinkageError.class)
        .isThrownBy(() ->
            run(
                machines(Integer.MAX_VALUE),
                i -> {
                  if (i == 5) {
                    throw new LinkageError("a class is missing");
                  }
                },
                order,
                results::add))
        .withMessage("a class is missing");
    assertThat(results).contains(0, 1, 2, 3).doesNotContain(5);
  }

  @Test
  void beginsNoMachineAfterTheEnd() throws InterruptedException {
    run(machines(Integer.MAX_VALUE), i -> ended.set(i >= 9), ResultOrder.AS_GIVEN, results::add);
    assertThat(results).isEqualTo(range(taken.get())).hasSizeLessThanOrEqualTo(10 + JOBS);
  }

  @Test
  void endsWhereTheCallerIsInterrupted() {
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() ->
            run(
                machines(Integer.MAX_VALUE),
                i -> {},
                ResultOrder.AS_READY,
                i -> Thread.currentThread().interrupt()));
    assertThat(ended).isTrue();
  }
}
