package io.guestkit.benchmarks;

import io.guestkit.GuestKit;
import io.guestkit.image.DiskImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reads the first 256 MiB of a disk in order, in pieces of 1 MiB, through its container. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class ReadBenchmark {
  private static final long LENGTH = 256L << 20;

  /** The image, given with {@code -p image=PATH}. */
  @Param("")
  public String image;

  /** Reads with a cold cache of blocks. */
  @Benchmark
  public int read() throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(1 << 20);
    int sum = 0;
    try (GuestKit guestkit = GuestKit.create();
        DiskImage disk = guestkit.disk(Path.of(image), null)) {
      for (long at = 0; at + piece.capacity() <= Math.min(LENGTH, disk.size()); ) {
        disk.readFully(at, piece.clear());
        sum += piece.get(0);
        at += piece.capacity();
      }
    }
    return sum;
  }
}
