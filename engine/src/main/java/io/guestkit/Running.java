package io.guestkit;

import io.guestkit.block.Budget;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/** Inspections that run, as long as none is to run any more. Thread-safe. */
final class Running {
  /** Weak: a disk or files stay open as long as their reader likes, or are forgotten. */
  private final Set<Budget> budgets = Collections.newSetFromMap(new WeakHashMap<>());

  private boolean ended;

  /** Takes in an inspection; ends it at once where all have been ended. */
  synchronized void add(Budget budget) {
    budgets.add(budget);
    if (ended) {
      budget.cancel();
    }
  }

  synchronized void remove(Budget budget) {
    budgets.remove(budget);
  }

  /** Ends those that run and those that come. */
  synchronized void end() {
    ended = true;
    for (Budget budget : budgets) {
      budget.cancel();
    }
  }

  synchronized boolean isEnded() {
    return ended;
  }
}
