package io.guestkit;

import io.guestkit.block.BlockCache;
import io.guestkit.block.Budget;
import io.guestkit.block.ImageException;
import io.guestkit.block.ReadSession;
import io.guestkit.block.UnreadableImageException;
import io.guestkit.cache.Fingerprint;
import io.guestkit.cache.Origin;
import io.guestkit.cache.ReportCache;
import io.guestkit.export.ReportSchema;
import io.guestkit.export.saved.SavedReport;
import io.guestkit.image.DiskImage;
import io.guestkit.report.FactChange;
import io.guestkit.report.ImageInfo;
import io.guestkit.report.Inspection;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The door of the engine: reads disk images in this process and answers with reports. Thread-safe;
 * closing it ends what still runs.
 */
public final class GuestKit implements Closeable {
  private final BlockCache cache;
  private final List<Path> allowedDirs;
  private final @Nullable ReportCache folder;
  private final @Nullable KeptReports reports;
  private final Running running = new Running();

  private GuestKit(Builder builder) {
    this.cache = new BlockCache(builder.cacheBytes);
    this.allowedDirs = List.copyOf(builder.allowedDirs);
    this.folder = builder.reports;
    this.reports =
        builder.reports == null ? null : new KeptReports(builder.reports, builder.reportBytes);
  }

  /** Returns a door with the default settings. */
  public static GuestKit create() {
    return builder().build();
  }

  /** Returns settings to choose from. */
  public static Builder builder() {
    return new Builder();
  }

  /** Settings of a door. */
  public static final class Builder {
    private long cacheBytes = BlockCache.DEFAULT_CAPACITY_BYTES;
    private final List<Path> allowedDirs = new ArrayList<>();
    private @Nullable ReportCache reports;
    private long reportBytes = KeptReports.DEFAULT_MEMORY_BYTES;

    private Builder() {}

    /** Bounds the memory that keeps blocks of images. */
    public Builder cacheBytes(long bytes) {
      cacheBytes = bytes;
      return this;
    }

    /** Lets images refer to files in a folder and below, besides their own folder. */
    public Builder allowDir(Path dir) {
      allowedDirs.add(dir);
      return this;
    }

    /** Bounds the memory that keeps the latest finished reports, besides a folder of them. */
    public Builder reportBytes(long bytes) {
      reportBytes = bytes;
      return this;
    }

    /**
     * Keeps finished reports in a folder, and answers from them as long as their image is what it
     * was. Without it every inspection reads the image.
     */
    public Builder reports(ReportCache folder) {
      reports = folder;
      return this;
    }

    /**
     * Keeps finished reports in a folder, which is made where it is not there yet.
     *
     * @throws IllegalArgumentException saying why what is in the folder cannot be believed
     */
    public Builder reportsIn(Path folder) {
      return reportsIn(folder, ReportCache.DEFAULT_CAPACITY_BYTES);
    }

    /** Keeps finished reports in a folder, and no more of them than so many bytes. */
    public Builder reportsIn(Path folder, long capacityBytes) {
      ReportCache kept = new ReportCache(folder, capacityBytes);
      Optional<String> refusal = kept.refusal();
      if (refusal.isPresent()) {
        throw new IllegalArgumentException(refusal.get());
      }
      return reports(kept);
    }

    /** Keeps finished reports where another door keeps them, and counts them together. */
    public Builder reportsOf(GuestKit other) {
      reports = other.folder;
      return this;
    }

    /**
     * Keeps finished reports in the user's folder of caches, where there is one.
     *
     * @param environment variables, of which XDG_CACHE_HOME and HOME name it
     */
    public Builder usualReports(Map<String, String> environment) {
      ReportCache.usual(environment).ifPresent(this::reports);
      return this;
    }

    /** Returns the door. */
    public GuestKit build() {
      return new GuestKit(this);
    }
  }

  /**
   * Inspects one machine. What could not be read is a problem in the report.
   *
   * @throws ImageException if a disk cannot be opened at all
   */
  public InspectResult.Success inspect(Machine machine, InspectOptions options)
      throws ImageException {
    return inspect(machine, options, running);
  }

  private InspectResult.Success inspect(Machine machine, InspectOptions options, Running batch)
      throws ImageException {
    Optional<InspectResult.Success> kept = kept(machine, options);
    return kept.isPresent() ? kept.get() : read(machine, options, batch);
  }

  /**
   * Inspects one machine without asking for its kept report, and keeps the new one.
   *
   * @throws ImageException if a disk cannot be opened at all
   */
  public InspectResult.Success inspectAnew(Machine machine, InspectOptions options)
      throws ImageException {
    return read(machine, options, running);
  }

  private InspectResult.Success read(Machine machine, InspectOptions options, Running batch)
      throws ImageException {
    long start = System.nanoTime();
    Budget budget = options.limits().budget();
    running.add(budget);
    batch.add(budget);
    try {
      SteadyReading reading = new SteadyReading(machine, options, allowedDirs, budget, cache);
      Report report = Report.of(reading.run());
      long duration = System.nanoTime() - start;
      Origin origin =
          new Origin(Instant.ofEpochMilli(System.currentTimeMillis()), Duration.ofNanos(duration));
      Fingerprint fingerprint = reading.fingerprint();
      boolean mayBeKept = reading.mayBeKept();
      if (reports != null && mayBeKept) {
        reports.keep(
            reports.key(machine, options, allowedDirs),
            new KeptReports.Latest(fingerprint, origin, report));
      }
      return new InspectResult.Success(
          machine,
          report,
          origin,
          mayBeKept ? fingerprint::holds : () -> false,
          new Statistics(System.nanoTime() - start, reading.reads(), reading.bytesRead(), false));
    } finally {
      running.remove(budget);
      batch.remove(budget);
    }
  }

  /**
   * Returns the kept report of one machine, without reading it; empty where none is kept, or the
   * image is no longer what it was.
   */
  public Optional<InspectResult.Success> kept(Machine machine, InspectOptions options) {
    if (reports == null) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    Optional<KeptReports.Latest> found = reports.find(reports.key(machine, options, allowedDirs));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    KeptReports.Latest kept = found.get();
    Statistics statistics = new Statistics(System.nanoTime() - start, 0, 0, true);
    return Optional.of(
        new InspectResult.Success(
            machine, kept.report(), kept.origin(), kept.fingerprint()::holds, statistics));
  }

  /**
   * Inspects machines side by side, and hands each result over, one at a time. Returns when all are
   * done. What several of them refer to is read once. Where the door is closed meanwhile, no
   * further machine is begun.
   *
   * @param machines taken one by one, by any thread, as there is one to read them
   * @param parallelism how many at once, from 1; fewer are where the memory of this process is
   *     short of 32 MiB for each. No image may ask for more than its share of that memory.
   */
  public void inspectAll(
      Iterable<Machine> machines,
      InspectOptions options,
      int parallelism,
      ResultOrder order,
      Consumer<InspectResult> results) {
    Running batch = new Running();
    Share share = share(options.limits(), parallelism);
    InspectOptions each = new InspectOptions(options.facts(), options.evidence(), share.limits());
    SideBySide work =
        new SideBySide(
            machines.iterator(), machine -> attempt(machine, each, batch), order, share.atOnce());
    cache.sharedFiles().hold();
    try {
      work.run(running::isEnded, batch::end, results);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      cache.sharedFiles().endHold();
    }
  }

  /** Returns what each of so many machines may cost that are read with this door at once. */
  public Share share(Limits limits, int wanted) {
    return Share.of(limits, wanted, cache.capacityBytes());
  }

  private InspectResult attempt(Machine machine, InspectOptions options, Running batch) {
    try {
      return inspect(machine, options, batch);
    } catch (ImageException e) {
      return new InspectResult.Failure(machine, e);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // A fault of ours, met in one image of many: the reports of the others are not lost to it.
      String sentence =
          "%s: an error in GuestKit itself: %s".formatted(machine.disks().getFirst(), e);
      return new InspectResult.Failure(machine, new UnreadableImageException(sentence, e));
    }
  }

  /**
   * Returns the facts of a container, without looking into the disk.
   *
   * @throws ImageException if it cannot be opened
   */
  public ImageInfo image(Path path) throws ImageException {
    try (DiskImage disk = disk(path, null)) {
      return disk.info();
    } catch (IOException e) {
      throw MachineDisks.asImageException(e);
    }
  }

  /**
   * Opens a disk as its guest sees it, without a deadline.
   *
   * @param snapshot id or name of an internal snapshot, or null for the active state
   * @throws ImageException if it cannot be opened
   */
  public DiskImage disk(Path path, @Nullable String snapshot) throws ImageException {
    ReadSession session = session(Budget.withoutDeadline());
    return MachineDisks.open(new Machine(List.of(path), snapshot), allowedDirs, session)
        .images()
        .getFirst();
  }

  /**
   * Opens the files of a guest, or of one filesystem of it, without a deadline. A machine without
   * an operating system and with one filesystem shows that one.
   *
   * @param filesystem device of the filesystem, or null for the guest as it mounts itself
   * @throws ImageException if a disk cannot be opened, or there is no such filesystem or guest
   */
  public GuestFiles files(Machine machine, @Nullable String filesystem) throws ImageException {
    return GuestFilesView.open(machine, filesystem, allowedDirs, session(Budget.withoutDeadline()));
  }

  /** Opens such files for no longer than the limits allow; then all that is read of them fails. */
  public GuestFiles files(Machine machine, @Nullable String filesystem, Limits limits)
      throws ImageException {
    return GuestFilesView.open(machine, filesystem, allowedDirs, session(limits.budget()));
  }

  /**
   * Compares a path, and what is below it, in two guests. Each change is handed over as it is
   * found, by path.
   *
   * @throws ImageException if the path is not there in both
   */
  public static void diffFiles(
      GuestFiles before, GuestFiles after, String path, FileDiffOptions options, FileDiffSink sink)
      throws IOException {
    FileWalk.Scope scope = FileWalk.Scope.GUEST;
    new FileDiff(before.walk(path, scope), after.walk(path, scope), options, sink).run();
  }

  /**
   * Compares two reports. Of the facts only those are compared that were read for both.
   *
   * @param facts names of facts and profiles; a profile also compares what the systems are
   * @throws IllegalArgumentException naming a fact that does not exist, and those that do
   */
  public static List<FactChange> diff(Inspection before, Inspection after, List<String> facts) {
    return FactComparison.of(before, after, facts).changes(before, after);
  }

  /** Returns the facts that {@link #diff} leaves out, as one of the reports lacks them. */
  public static List<String> notCompared(Inspection before, Inspection after, List<String> facts) {
    return FactComparison.of(before, after, facts).left();
  }

  /**
   * Returns the report that a file holds, as {@code inspect --output json} writes it; empty where
   * the file is none, but an image for example.
   *
   * @throws ImageException if it is a report that cannot be read
   */
  public static Optional<Inspection> savedReport(Path file) throws ImageException {
    return SavedReport.read(file);
  }

  /**
   * Returns the report that bytes hold, as {@link InspectResult.Success#json} gives them.
   *
   * @param name what they are called in messages
   * @throws ImageException if they hold none
   */
  public static Inspection savedReport(String name, byte[] json) throws ImageException {
    try {
      return SavedReport.parse(name, json);
    } catch (IOException e) {
      throw MachineDisks.asImageException(e);
    }
  }

  /** Returns the JSON Schema of a report, ending in a newline. */
  public static String schema() {
    return ReportSchema.text();
  }

  private ReadSession session(Budget budget) {
    running.add(budget);
    ReadSession session = ReadSession.of(budget, cache);
    session.reads().end();
    return session;
  }

  @Override
  public void close() {
    running.end();
  }
}
