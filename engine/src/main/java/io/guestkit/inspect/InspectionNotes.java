package io.guestkit.inspect;

import io.guestkit.block.Budget;
import io.guestkit.report.Evidence;
import io.guestkit.report.Problem;
import java.util.ArrayList;
import java.util.List;

/** What readers note besides their facts. One inspection's own; not thread-safe. */
public final class InspectionNotes {
  private final Budget budget;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Evidence> evidence = new ArrayList<>();

  /** Makes notes of an inspection without a deadline. */
  public InspectionNotes() {
    this(Budget.withoutDeadline());
  }

  /** Makes notes of an inspection. */
  public InspectionNotes(Budget budget) {
    this.budget = budget;
  }

  /** Returns what the inspection may still spend. */
  public Budget budget() {
    return budget;
  }

  /** Notes what could not be read, once. */
  public void problem(Problem problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  /** Notes which file a fact comes from. */
  public void evidence(Evidence source) {
    evidence.add(source);
  }

  /** Returns what could not be read. */
  public List<Problem> problems() {
    return problems;
  }

  /** Returns which files were read. */
  public List<Evidence> evidence() {
    return evidence;
  }
}
