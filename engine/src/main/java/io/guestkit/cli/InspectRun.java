package io.guestkit.cli;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.InspectResult;
import io.guestkit.Machine;
import io.guestkit.ResultOrder;
import io.guestkit.Statistics;
import io.guestkit.block.ImageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.Iterator;
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

  /**
   * Prints each result, and returns the exit status.
   *
   * @param jobs how many machines are read at once
   */
  int run(ReportSink sink, InspectOptions options, int jobs, ResultOrder order) throws IOException {
    if (targets.size() == 1) {
      InspectResult result = inspect(targets.getFirst().machine(), options);
      print(sink, targets.getFirst().path(), result);
    } else {
      inspectAll(sink, options, jobs, order);
    }
    return status;
  }

  private InspectResult inspect(Machine machine, InspectOptions options) {
    try {
      return kit.inspect(machine, options);
    } catch (ImageException e) {
      return new InspectResult.Failure(machine, e);
    }
  }

  private void inspectAll(ReportSink sink, InspectOptions options, int jobs, ResultOrder order) {
    IdentityHashMap<Machine, String> paths = new IdentityHashMap<>(); // a path may be named twice
    for (Target target : targets) {
      paths.put(target.machine(), target.path());
    }
    Progress progress = new Progress(streams, targets.size());
    kit.inspectAll(
        () -> machines(progress),
        options,
        Math.min(jobs, targets.size()),
        order,
        result -> {
          progress.clear();
          try {
            print(sink, paths.getOrDefault(result.machine(), ""), result);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          progress.done();
        });
    progress.clear();
  }

  private Iterator<Machine> machines(Progress progress) {
    Iterator<Target> each = targets.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return each.hasNext();
      }

      @Override
      public Machine next() {
        Target target = each.next();
        progress.begin(target.path());
        return target.machine();
      }
    };
  }

  private void print(ReportSink sink, String path, InspectResult result) throws IOException {
    say(path, result);
    sink.accept(path, result);
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
