package io.guestkit.block;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static void assertLimit(ThrowingCallable action, String message) {
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(action)
        .withMessageContaining(message);
  }

  @Test
  void endsAtItsDeadline() throws Exception {
    Budget budget = Budget.of(Duration.ofMillis(50));
    Thread.sleep(60);
    assertLimit(budget::check, "the time limit of 50 ms was reached");
    assertLimit(() -> budget.countEntries(1), "50 ms");
  }

  @Test
  void hasTimeBeforeItsDeadline() {
    assertThatCode(Budget.of(Duration.ofMinutes(1))::check).doesNotThrowAnyException();
    assertThatCode(Budget.withoutDeadline()::check).doesNotThrowAnyException();
  }

  @Test
  void takesDurationsThatNanosecondsCannotHold() {
    assertThatCode(Budget.of(Duration.ofSeconds(Long.MAX_VALUE))::check).doesNotThrowAnyException();
    assertLimit(Budget.of(Duration.ofSeconds(Long.MIN_VALUE))::check, "time limit");
  }

  @Test
  void endsWhenCancelled() {
    Budget budget = Budget.withoutDeadline();
    budget.cancel();
    assertLimit(budget::check, "cancelled");
  }

  @Test
  void boundsMemory() throws Exception {
    Budget budget = new Budget(Duration.ofMinutes(1), 100, 10);
    budget.reserve(60, "a table");
    assertLimit(() -> budget.reserve(41, "a map"), "a map needs 41 bytes of memory");
    budget.reserve(40, "a table");
    budget.release(60);
    budget.reserve(60, "a table");
  }

  @Test
  void refusesAmountsThatNoMemoryHas() throws Exception {
    Budget budget = new Budget(Duration.ofMinutes(1), 100, 10);
    budget.reserve(1, "a table");
    assertLimit(() -> budget.reserve(Long.MAX_VALUE, "a table"), "a table");
    assertLimit(() -> budget.reserve(-1, "a table"), "a table");
    budget.reserve(99, "a table");
  }

  @Test
  void boundsEntries() throws Exception {
    Budget budget = new Budget(Duration.ofMinutes(1), 100, 10);
    budget.countEntries(10);
    assertLimit(() -> budget.countEntries(1), "more than 10 entries");
  }
}
