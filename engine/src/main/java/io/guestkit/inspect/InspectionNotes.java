package io.guestkit.inspect;

import io.guestkit.report.Evidence;
import io.guestkit.report.Problem;
import java.util.ArrayList;
import java.util.List;

/** What readers note besides their facts. One inspection's own; not thread-safe. */
public final class InspectionNotes {
  private final List<Problem> problems = new ArrayList<>();
  private final List<Evidence> evidence = new ArrayList<>();

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
