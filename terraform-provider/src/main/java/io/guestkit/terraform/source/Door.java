package io.guestkit.terraform.source;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.InspectResult;
import io.guestkit.Limits;
import io.guestkit.Machine;
import io.guestkit.Share;
import io.guestkit.Statistics;
import io.guestkit.block.ImageException;
import io.guestkit.report.Inspection;
import io.guestkit.report.Problem;
import io.guestkit.terraform.source.Diagnostics.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;

/** The engine's door as the settings of the provider make it. Thread-safe. */
public final class Door {
  private final Settings settings;
  private final ImageRoots roots;
  private final GuestKit kit;
  private final ProviderLog log;

  /** Each that reads may take its budget of memory. */
  private final Share share;

  private final Semaphore turns;

  /** Set when Terraform wants no more answers. */
  private volatile boolean isStopped;

  /**
   * Makes a door.
   *
   * @param environment names the user's folder of caches
   * @throws IllegalArgumentException saying why reports cannot be kept where the settings want it
   */
  public Door(Settings settings, Map<String, String> environment, ProviderLog log) {
    this.settings = settings;
    this.roots = new ImageRoots(settings.imageRoots(), settings.areRootsKnown());
    this.log = log;
    GuestKit.Builder builder = GuestKit.builder();
    for (Path dir : settings.allowDirs()) {
      builder.allowDir(dir);
    }
    Path cacheDir = settings.cacheDir();
    if (settings.isCaching() && cacheDir != null) {
      builder.reportsIn(cacheDir);
    } else if (settings.isCaching()) {
      builder.usualReports(environment);
    }
    this.kit = builder.build();
    this.share = kit.share(settings.limits(), settings.parallelism());
    this.turns = new Semaphore(share.atOnce());
  }

  /** Returns what it was made of. */
  public Settings settings() {
    return settings;
  }

  /** Returns whether it was stopped. */
  public boolean isStopped() {
    return isStopped;
  }

  /** Ends what runs and what waits, as Terraform wants its answers no more. */
  public void stop() {
    isStopped = true;
    kit.close();
  }

  /** Reads with the engine. */
  @FunctionalInterface
  interface Reading<T> {
    T run(GuestKit kit) throws IOException;
  }

  /** Returns the file that a path means; or empty, and tells why, where it may not be read. */
  Optional<Path> find(Path path, Place place, Diagnostics diagnostics) {
    return roots.find(path, place, diagnostics);
  }

  /** Returns the folders outside of which no image is read. */
  ImageRoots roots() {
    return roots;
  }

  /** Returns the budget of a read, of which there may be as many as there are turns. */
  Limits limits(Optional<Duration> timeout) {
    return timeout.isPresent() ? share.limits().withTimeout(timeout.get()) : share.limits();
  }

  /**
   * Reads when there is a turn; empty, and told, where Terraform stops it.
   *
   * @param what is read, for the log
   */
  <T> Optional<T> read(String what, Reading<T> reading, Diagnostics diagnostics)
      throws IOException {
    long start = System.nanoTime();
    Optional<T> answer = inTurn(reading, diagnostics);
    log.debug("read " + what + " in " + millis(System.nanoTime() - start));
    return answer;
  }

  private static String millis(long nanos) {
    return nanos / 1_000_000 + " ms";
  }

  private <T> Optional<T> inTurn(Reading<T> reading, Diagnostics diagnostics) throws IOException {
    turns.acquireUninterruptibly();
    try {
      if (!isStopped) {
        T answer = reading.run(kit);
        if (!isStopped) { // what was stopped on its way is not whole
          return Optional.of(answer);
        }
      }
    } catch (IOException e) {
      if (!isStopped) {
        throw e;
      }
    } finally {
      turns.release();
    }
    tellStop(diagnostics);
    return Optional.empty();
  }

  /** Tells that Terraform wants no more answers. */
  void tellStop(Diagnostics diagnostics) {
    diagnostics.error(Place.BLOCK, "Stopped", "Terraform stopped before the image was read");
  }

  /** Inspects a machine; empty, and told, where it cannot be opened. Warns of problems. */
  Optional<Inspection> inspect(
      Machine machine, MachineArguments arguments, InspectOptions options, Diagnostics diagnostics)
      throws IOException {
    try {
      Optional<InspectResult.Success> result =
          inTurn(kit -> kit.inspect(machine, options), diagnostics);
      if (result.isPresent()) {
        note(result.get());
        warn(result.get().inspection().problems(), arguments.place(0), diagnostics);
      }
      return result.map(InspectResult.Success::inspection);
    } catch (ImageException e) {
      refuse(machine, arguments, e, diagnostics);
      return Optional.empty();
    }
  }

  private void note(InspectResult.Success result) {
    Statistics statistics = result.statistics();
    log.debug(
        "read %s in %s: %d reads, %d bytes%s; %d problems"
            .formatted(
                result.machine().disks().getFirst(),
                millis(statistics.durationNanos()),
                statistics.reads(),
                statistics.bytesRead(),
                statistics.fromCache() ? ", from a kept report" : "",
                result.inspection().problems().size()));
  }

  /** A plan that rests on half a report should not look like any other. */
  void warn(List<Problem> problems, Place place, Diagnostics diagnostics) {
    if (!problems.isEmpty()) {
      int count = problems.size();
      diagnostics.warning(
          place,
          count == 1 ? "A part was not read" : count + " parts were not read",
          "The first: %s. What could be read is there".formatted(problems.getFirst().message()));
    }
  }

  /** Tells the error at the disk that cannot be opened: the first that alone cannot be either. */
  void refuse(
      Machine machine, MachineArguments arguments, ImageException error, Diagnostics diagnostics) {
    int bad = firstBad(machine).orElse(0);
    diagnostics.error(arguments.place(bad), Sentences.summary(error), Sentences.detail(error));
  }

  /** Returns the index of the first disk that cannot be opened; empty where each can. */
  OptionalInt firstBad(Machine machine) {
    List<Path> disks = machine.disks();
    for (int i = 0; i < disks.size(); i++) {
      try {
        kit.image(disks.get(i));
      } catch (ImageException e) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
