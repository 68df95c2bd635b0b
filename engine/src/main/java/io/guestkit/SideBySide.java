package io.guestkit;

import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Machines that are inspected side by side. Threads take them one by one, and stop to do so while
 * too many results wait for the caller, who is handed one at a time. However many machines there
 * are, the memory is that of a few.
 */
final class SideBySide {
  /** 64: a disk far away is waited for by that many. */
  private static final int MAX_PARALLELISM = 64;

  /**
   * 32 MiB: a system of 10,000 packages takes 20 MiB while it is read, and as a report 11 MiB.
   * Usual ones take a tenth.
   */
  private static final long MACHINE_BYTES = 32L << 20;

  /**
   * 2 machines for each that is read at once: one that takes twice as long as others holds nothing
   * up.
   */
  static final int WINDOW = 2;

  private final Iterator<Machine> machines;
  private final Function<Machine, InspectResult> inspection;
  private final ResultOrder order;
  private final int parallelism;

  /** Results that wait, by their place in the order of handing over. */
  private final @Nullable InspectResult[] ready;

  private long taken;
  private long finished;
  private long handedOver;
  private int workers;
  private boolean stopped;
  private @Nullable Throwable failure;

  /**
   * Prepares the work.
   *
   * @param machines asked for the next one by one thread at a time, when there is one for it
   * @param parallelism how many at once, from 1
   */
  SideBySide(
      Iterator<Machine> machines,
      Function<Machine, InspectResult> inspection,
      ResultOrder order,
      int parallelism) {
    this.machines = machines;
    this.inspection = inspection;
    this.order = order;
    this.parallelism = parallelism;
    this.ready = new @Nullable InspectResult[WINDOW * this.parallelism];
  }

  /**
   * Returns how many machines are read at once.
   *
   * @param wanted what the caller wants, from 1
   * @param memory bytes that there are for all of them
   */
  static int parallelism(int wanted, long memory) {
    return (int) Math.clamp(Math.min(memory / MACHINE_BYTES, wanted), 1L, MAX_PARALLELISM);
  }

  /**
   * Does the work, and returns when all is done. Where the caller's consumer or iterator throws, it
   * ends and throws the same.
   *
   * @param isEnded whether no further machine is begun
   * @param end ends the inspections that run, where their results are not wanted any more
   */
  void run(BooleanSupplier isEnded, Runnable end, Consumer<InspectResult> results)
      throws InterruptedException {
    boolean done = false;
    try {
      for (int i = 0; i < parallelism; i++) {
        start("guestkit-inspect-" + i, isEnded);
      }
      for (InspectResult result = next(); result != null; result = next()) {
        results.accept(result);
      }
      done = true;
    } finally {
      if (!done) {
        end.run();
      }
      stop();
    }
    throwFailure();
  }

  private void start(String name, BooleanSupplier isEnded) {
    countWorker(1);
    boolean started = false;
    try {
      Thread.ofPlatform().name(name).start(() -> work(isEnded));
      started = true;
    } finally {
      if (!started) {
        countWorker(-1);
      }
    }
  }

  private synchronized void countWorker(int difference) {
    workers += difference;
    notifyAll();
  }

  private void work(BooleanSupplier isEnded) {
    try {
      boolean more = true;
      while (more) {
        more = inspectNext(isEnded);
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // by nobody but a host that ends its threads
    } finally {
      countWorker(-1);
    }
  }

  private boolean inspectNext(BooleanSupplier isEnded) throws InterruptedException {
    Machine machine;
    long index;
    synchronized (machines) { // also while there is no room: nobody else needs a machine then
      try {
        if (!awaitRoom(taken) || isEnded.getAsBoolean() || !machines.hasNext()) {
          return false;
        }
        machine = machines.next();
      } catch (RuntimeException | Error e) {
        fail(e); // before another thread asks for a machine
        return false;
      }
      index = taken++;
    }
    put(index, inspection.apply(machine));
    return true;
  }

  /** Returns whether the machine of an index is to be read, as soon as that is known. */
  private synchronized boolean awaitRoom(long index) throws InterruptedException {
    while (index - handedOver >= ready.length && !stopped) {
      wait();
    }
    return !stopped;
  }

  private synchronized void put(long index, InspectResult result) {
    long place = order == ResultOrder.AS_GIVEN ? index : finished++;
    ready[(int) (place % ready.length)] = result;
    notifyAll();
  }

  /** Returns the next result, or null where there is no more. */
  private synchronized @Nullable InspectResult next() throws InterruptedException {
    int slot = (int) (handedOver % ready.length);
    while (ready[slot] == null && workers > 0) {
      wait();
    }
    InspectResult result = ready[slot];
    ready[slot] = null;
    handedOver++;
    notifyAll();
    return result;
  }

  private synchronized void fail(Throwable thrown) {
    failure = thrown;
    stopped = true;
    notifyAll();
  }

  /** Lets no machine be begun, and waits for the threads. */
  private synchronized void stop() throws InterruptedException {
    stopped = true;
    notifyAll();
    while (workers > 0) {
      wait();
    }
  }

  private void throwFailure() {
    if (failure instanceof RuntimeException thrown) {
      throw thrown;
    }
    if (failure instanceof Error thrown) {
      throw thrown;
    }
  }
}
