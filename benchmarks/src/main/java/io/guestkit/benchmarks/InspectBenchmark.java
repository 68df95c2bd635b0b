package io.guestkit.benchmarks;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.report.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One inspection in a warm JVM, by the facts that it reads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class InspectBenchmark {
  /** The image, given with {@code -p image=PATH}. */
  @Param("")
  public String image;

  /** The facts, a name or a profile. */
  @Param({"minimal", "packages", "services", "default"})
  public String facts;

  private GuestKit guestkit;
  private GuestKit keeping;
  private Path folder;
  private InspectOptions options;

  /** Makes the doors, one without and one with kept reports. */
  @Setup
  public void open() throws IOException {
    guestkit = GuestKit.create();
    folder = Files.createTempDirectory("guestkit-reports");
    keeping = GuestKit.builder().usualReports(Map.of("XDG_CACHE_HOME", folder.toString())).build();
    options = new InspectOptions(List.of(facts), false, Duration.ofMinutes(1));
  }

  /** Closes the doors. */
  @TearDown
  public void close() throws IOException {
    guestkit.close();
    keeping.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Inspects the image; each inspection opens it anew. */
  @Benchmark
  public Inspection inspect() throws IOException {
    return guestkit.inspect(Machine.of(Path.of(image)), options).inspection();
  }

  /** Answers from a kept report, once it is seen that the image is what it was. */
  @Benchmark
  public Inspection kept() throws IOException {
    return keeping.inspect(Machine.of(Path.of(image)), options).inspection();
  }
}
