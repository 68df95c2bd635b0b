package io.guestkit.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.InspectResult;
import io.guestkit.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Lists the packages of an image again and again in one process: {@code IMAGE ROUNDS}. Ends in how
 * many there are, the median of the CPU time that the whole process took for one listing in the
 * later half of the rounds, garbage collection included, and the bytes read for one.
 */
public final class ListPackages {
  private ListPackages() {}

  /** Runs the measurement. */
  public static void main(String[] words) throws IOException {
    Machine machine = Machine.of(Path.of(words[0]));
    int rounds = Integer.parseInt(words[1]);
    InspectOptions options = new InspectOptions(List.of("packages"), false, Duration.ofMinutes(1));
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double[] seconds = new double[rounds];
    int packages = 0;
    long bytesRead = 0;
    for (int round = 0; round < rounds; round++) {
      long start = process.getProcessCpuTime();
      try (GuestKit kit = GuestKit.create()) {
        InspectResult.Success result = kit.inspect(machine, options);
        packages = result.inspection().operatingSystems().getFirst().packages().size();
        bytesRead = result.statistics().bytesRead();
      }
      seconds[round] = (process.getProcessCpuTime() - start) / 1e9;
    }
    double[] later = Arrays.copyOfRange(seconds, rounds / 2, rounds);
    Arrays.sort(later);
    System.out.println(
        packages + " packages, " + later[later.length / 2] + " s, " + bytesRead + " bytes");
  }
}
