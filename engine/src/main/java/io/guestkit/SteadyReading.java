package io.guestkit;

import io.guestkit.block.BlockCache;
import io.guestkit.block.Budget;
import io.guestkit.block.ImageException;
import io.guestkit.block.ReadSession;
import io.guestkit.cache.Fingerprint;
import io.guestkit.inspect.Facts;
import io.guestkit.report.Inspection;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one machine that nobody writes to meanwhile. Where its image is another one at the
 * end than at the beginning, it is read once more; where that is so again, the report says it.
 */
final class SteadyReading {
  private final Machine machine;
  private final InspectOptions options;
  private final List<Path> allowedDirs;
  private final Budget budget;
  private final BlockCache cache;
  private final long startNanos;
  private ReadSession session;
  private boolean complete;
  private long reads;
  private long bytesRead;

  SteadyReading(
      Machine machine,
      InspectOptions options,
      List<Path> allowedDirs,
      Budget budget,
      BlockCache cache) {
    this.machine = machine;
    this.options = options;
    this.allowedDirs = allowedDirs;
    this.budget = budget;
    this.cache = cache;
    this.startNanos = TimeUnit.MILLISECONDS.toNanos(Instant.now().toEpochMilli());
    this.session = ReadSession.of(budget, cache);
  }

  /**
   * Reads the machine.
   *
   * @throws ImageException if a disk cannot be opened at all
   */
  Inspection run() throws ImageException {
    @Nullable Inspection first = null;
    try {
      first = read();
      if (isSteady()) {
        return first;
      }
    } catch (ImageException e) {
      if (isSteady()) {
        throw e;
      }
    }
    session = ReadSession.of(budget, cache);
    try {
      Inspection second = read();
      return isSteady() ? second : withProblem(second);
    } catch (ImageException e) {
      if (first == null) {
        throw e;
      }
      return withProblem(first);
    }
  }

  private Inspection read() throws ImageException {
    try (MachineDisks disks = MachineDisks.open(machine, allowedDirs, session)) {
      Facts facts = Facts.of(options.facts());
      Inspection inspection =
          new MachineInspection(disks, facts, options.evidence(), session.reads()).run();
      complete = isComplete(inspection);
      return inspection;
    } catch (IOException e) {
      throw MachineDisks.asImageException(e);
    } finally {
      reads += session.counter().reads();
      bytesRead += session.counter().bytes();
    }
  }

  /** What ended early is not read again. */
  private boolean isSteady() {
    return budget.hasEnded() || fingerprint().holds();
  }

  private static boolean isComplete(Inspection inspection) {
    for (Problem problem : inspection.problems()) {
      if (problem.kind().equals("unreadable")) { // the host may say otherwise the next time
        return false;
      }
    }
    return true;
  }

  private Inspection withProblem(Inspection report) {
    complete = false;
    List<Problem> problems = new ArrayList<>(report.problems());
    problems.add(
        new Problem(
            "unreadable",
            null,
            null,
            machine.disks().getFirst()
                + ": in use or changing, two readings disagree; inspect it once nothing writes to"
                + " it, or inspect a snapshot"));
    return report.withProblems(problems);
  }

  /** Returns what the image was when it was read last. */
  Fingerprint fingerprint() {
    return Fingerprint.of(session.reads());
  }

  /** Returns whether the report is whole, and a change of its image would show. */
  boolean mayBeKept() {
    return complete && !budget.hasEnded() && fingerprint().tellsChanges(startNanos);
  }

  /** Returns how many reads of the host it took. */
  long reads() {
    return reads;
  }

  /** Returns how many bytes those reads brought. */
  long bytesRead() {
    return bytesRead;
  }
}
