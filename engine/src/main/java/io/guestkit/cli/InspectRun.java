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
  private final List<String> paths;
  private final Arguments arguments;
  private final Streams streams;
  private final boolean withStatistics;
  private int status = Main.OK;

  InspectRun(List<String> paths, Arguments arguments, Streams streams, boolean withStatistics) {
    this.paths = paths;
    this.arguments = arguments;
    this.streams = streams;
    this.withStatistics = withStatistics;
  }

  /** What takes a result by the index of its machine. */
  private interface Results {
    void accept(int index, InspectResult result) throws IOException;
  }

  /** Prints each result as it is ready, and returns the exit status. */
  int asReady(ReportSink sink, InspectOptions options, int jobs)
      throws IOException, UsageException {
    return run(options, jobs, (index, result) -> sink.accept(paths.get(index), result));
  }

  /** Prints the results in the order of the command line, and returns the exit status. */
  int inOrder(ReportSink sink, InspectOptions options, int jobs)
      throws IOException, UsageException {
    InOrder order = new InOrder(sink, paths.toArray(String[]::new));
    return run(options, jobs, order::accept);
  }

  private int run(InspectOptions options, int jobs, Results results)
      throws IOException, UsageException {
    List<Machine> machines = new ArrayList<>();
    for (String path : paths) {
      machines.add(ImageArguments.machine(path, arguments));
    }
    try (GuestKit kit = ImageArguments.kit(arguments)) {
      if (machines.size() == 1) {
        InspectResult result = inspect(kit, machines.getFirst(), options);
        say(paths.getFirst(), result);
        results.accept(0, result);
      } else {
        inspectAll(kit, machines, options, jobs, results);
      }
    }
    return status;
  }

  private static InspectResult inspect(GuestKit kit, Machine machine, InspectOptions options) {
    try {
      return kit.inspect(machine, options);
    } catch (ImageException e) {
      return new InspectResult.Failure(machine, e);
    }
  }

  private void inspectAll(
      GuestKit kit, List<Machine> machines, InspectOptions options, int jobs, Results results) {
    IdentityHashMap<Machine, Integer> indexes =
        new IdentityHashMap<>(); // a path may be named twice
    for (Machine machine : machines) {
      indexes.put(machine, indexes.size());
    }
    Progress progress = new Progress(streams, machines.size());
    kit.inspectAll(
        machines,
        options,
        Math.min(jobs, machines.size()),
        result -> {
          int index = indexes.getOrDefault(result.machine(), 0);
          progress.clear();
          say(paths.get(index), result);
          try {
            results.accept(index, result);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          progress.done(paths.get(index));
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
              + " bytes read");
    }
  }
}
