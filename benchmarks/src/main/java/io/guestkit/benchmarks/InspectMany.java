package io.guestkit.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.InspectResult;
import io.guestkit.Machine;
import io.guestkit.ResultOrder;
import io.guestkit.block.ImageException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Inspects images one by one and then side by side, in one process: {@code ALLOWED ROUNDS JOBS
 * IMAGE...}. Says the CPU time that the whole process took for an inspection in the later half of
 * the rounds, which take the images in turn, and the bytes read for it; then the same of all images
 * side by side. Garbage collection is included.
 */
public final class InspectMany {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final GuestKit kit;
  private final List<Machine> machines = new ArrayList<>();
  private long bytesRead;

  private InspectMany(Path allowed, List<String> images) {
    kit = GuestKit.builder().allowDir(allowed).build();
    for (String image : images) {
      machines.add(Machine.of(Path.of(image)));
    }
  }

  /** Runs the measurement. */
  public static void main(String[] words) throws ImageException {
    List<String> images = Arrays.asList(words).subList(3, words.length);
    InspectMany run = new InspectMany(Path.of(words[0]), images);
    run.oneByOne(Integer.parseInt(words[1]));
    run.sideBySide(Integer.parseInt(words[2]));
  }

  private void oneByOne(int rounds) throws ImageException {
    int measured = rounds / 2;
    long start = 0;
    for (int round = 0; round < rounds; round++) {
      if (round == rounds - measured) {
        bytesRead = 0;
        start = PROCESS.getProcessCpuTime();
      }
      add(kit.inspect(machines.get(round % machines.size()), InspectOptions.DEFAULT));
    }
    say(PROCESS.getProcessCpuTime() - start, measured);
  }

  private void sideBySide(int jobs) {
    bytesRead = 0;
    long start = PROCESS.getProcessCpuTime();
    kit.inspectAll(machines, InspectOptions.DEFAULT, jobs, ResultOrder.AS_READY, this::add);
    say(PROCESS.getProcessCpuTime() - start, machines.size());
  }

  private void say(long nanos, int inspections) {
    System.out.println(nanos / 1e6 / inspections + " " + bytesRead / inspections);
  }

  private void add(InspectResult result) {
    if (result instanceof InspectResult.Success success) {
      bytesRead += success.statistics().bytesRead();
    } else {
      throw new IllegalStateException(result.toString());
    }
  }
}
