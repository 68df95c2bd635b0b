package io.guestkit.cli;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.InspectResult;
import io.guestkit.Machine;
import io.guestkit.Statistics;
import io.guestkit.block.ImageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The inspection of the machines of one command line. */
final class InspectRun {
  private final GuestKit kit;
  private final List<Target> targets;
  private final Streams streams;
  private final boolean withStatistics;
  private int status = Main.OK;

  InspectRun(GuestKit kit, List<Target> targets, Streams streams, boolean withStatistics) {
    this.kit = kit;
    this.targets = targets;
    this.streams = streams;
    this.withStatistics = withStatistics;
  }

  /**
   * A machine to inspect.
   *
   * @param path what the command line calls it
   * @param machine the machine
   */
  record Target(String path, Machine machine) {}

  /** What takes a result by the index of its machine. */
  private interface Results {
    void accept(int index, InspectResult result) throws IOException;
  }

  /** Prints each result as it is ready, and returns the exit status. */
  int asReady(ReportSink sink, InspectOptions options, int jobs) throws IOException {
    return run(options, jobs, (index, result) -> sink.accept(path(index), result));
  }

  /** Prints the results in the order of the command line, and returns the exit status. */
  int inOrder(ReportSink sink, InspectOptions options, int jobs) throws IOException {
    String[] paths = new String[targets.size()];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = path(i);
    }
    InOrder order = new InOrder(sink, paths);
    return run(options, jobs, order::accept);
  }

  private int run(InspectOptions options, int jobs, Results results) throws IOException {
    if (targets.size() == 1) {
      InspectResult result = inspect(targets.getFirst().machine(), options);
      say(path(0), result);
      results.accept(0, result);
    } else {
      inspectAll(options, jobs, results);
    }
    return status;
  }

  private String path(int index) {
    return targets.get(index).path();
  }

  private InspectResult inspect(Machine machine, InspectOptions options) {
    try {
      return kit.inspect(machine, options);
    } catch (ImageException e) {
      return new InspectResult.Failure(machine, e);
    }
  }

  private void inspectAll(InspectOptions options, int jobs, Results results) {
    List<Machine> machines = new ArrayList<>();
    IdentityHashMap<Machine, Integer> indexes =
        new IdentityHashMap<>(); // a path may be named twice
    for (Target target : targets) {
      indexes.put(target.machine(), machines.size());
      machines.add(target.machine());
    }
    Progress progress = new Progress(streams, machines.size());
    kit.inspectAll(
        machines,
        options,
        Math.min(jobs, machines.size()),
        result -> {
          int index = indexes.getOrDefault(result.machine(), 0);
          progress.clear();
          say(path(index), result);
          try {
            results.accept(index, result);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          progress.done(path(index));
        });
    progress.clear();
  }

  private void say(String path, InspectResult result) {
    if (result instanceof InspectResult.Failure failure) {
      streams.complain(Complaints.of(path, failure.error()));
      status = Main.FAILED;
    } else if (withStatistics && result instanceof InspectResult.Success success) {
      Statistics statistics = success.statistics();
      streams.complain(
          path
              + ": "
              + statistics.durationNanos() / 1_000_000
              + " ms, "
              + statistics.reads()
              + " reads, "
              + statistics.bytesRead()
              + " bytes read"
              + (statistics.fromCache() ? ", from the cache" : ""));
    }
  }
}
