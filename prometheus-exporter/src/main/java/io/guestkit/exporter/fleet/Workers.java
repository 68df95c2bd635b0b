package io.guestkit.exporter.fleet;

import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.own.OwnMetrics;
import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Threads that look at images, a bounded number. What a probe waits for comes first and has threads
 * of its own; in the background what is cheap comes before what is not. Thread-safe.
 */
final class Workers implements Closeable {
  /** 64 probes: more would time out before their turn. */
  static final int MAX_WAITING_PROBES = 64;

  /** What is done in the background, the first first. */
  enum Priority {
    /** Asking whether an image is what it was. */
    LOOK,
    /** Inspecting an image for the first time. */
    NEW,
    /** Inspecting one that changed. */
    CHANGED,
    /** Inspecting one that failed before. */
    RETRY
  }

  /**
   * Work in the background.
   *
   * @param number of its coming: what came first goes first
   */
  private record Job(Priority priority, long number, Runnable work) implements Comparable<Job> {
    @Override
    public int compareTo(Job other) {
      int byPriority = priority.compareTo(other.priority);
      return byPriority != 0 ? byPriority : Long.compare(number, other.number);
    }
  }

  private final Queue<Runnable> probes = new ArrayDeque<>();
  private final PriorityQueue<Job> background = new PriorityQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Log log;
  private final int forProbes;
  private int maxBackground;
  private int inBackground;
  private long jobs;
  private boolean isClosed;

  /**
   * Starts threads.
   *
   * @param maxBackground how many jobs run at once in the background, from 1
   * @param forProbes threads for probes alone, from 1
   */
  Workers(int maxBackground, int forProbes, OwnMetrics own, Log log) {
    this.log = log;
    this.forProbes = forProbes;
    this.maxBackground = maxBackground;
    own.watchQueue(this::waiting);
    for (int i = 0; i < forProbes + maxBackground; i++) {
      startThread();
    }
  }

  private void startThread() {
    Thread thread = new Thread(this::work, "inspection");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** Lets another number of jobs run in the background. */
  synchronized void resize(int wanted) {
    while (threads.size() < forProbes + wanted) {
      startThread();
    }
    maxBackground = wanted; // threads beyond it take what probes wait for
    notifyAll();
  }

  /** Takes work that a probe waits for; false where too much of it waits. */
  synchronized boolean urgent(Runnable work) {
    if (isClosed || probes.size() >= MAX_WAITING_PROBES) {
      return false;
    }
    probes.add(work);
    notifyAll();
    return true;
  }

  /** Takes work for the background. */
  synchronized void later(Priority priority, Runnable work) {
    background.add(new Job(priority, jobs++, work));
    notifyAll();
  }

  private synchronized int waiting() {
    return probes.size() + background.size();
  }

  private void work() {
    try {
      while (true) {
        Task task = take();
        if (task == null) {
          return;
        }
        try {
          task.work().run();
        } catch (RuntimeException | Error e) { // the next image is not lost to it
          log.error("Inspection broke off", "err", String.valueOf(e));
        } finally {
          done(task);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** Work that was taken. */
  private record Task(Runnable work, boolean isBackground) {}

  private synchronized @Nullable Task take() throws InterruptedException {
    while (!isClosed) {
      Runnable probe = probes.poll();
      if (probe != null) {
        return new Task(probe, false);
      }
      if (inBackground < maxBackground) {
        Job job = background.poll();
        if (job != null) {
          inBackground++;
          return new Task(job.work(), true);
        }
      }
      wait();
    }
    return null;
  }

  private synchronized void done(Task task) {
    if (task.isBackground()) {
      inBackground--;
      notifyAll();
    }
  }

  /** Takes nothing more; what runs is interrupted. */
  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
      probes.clear();
      background.clear();
      notifyAll();
    }
    threads.forEach(Thread::interrupt);
  }
}
