package io.guestkit.terraform.process;

import io.grpc.Attributes;
import io.grpc.ServerTransportFilter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the process lives: until the connection closes, which it does when Terraform ends, in
 * whatever way; or until shortly after it was asked to end; or until nobody has come.
 */
final class Lifetime extends ServerTransportFilter {
  /** As long as Terraform waits for a plugin to start. */
  private static final Duration FIRST_CONNECTION = Duration.ofMinutes(1);

  /** Terraform kills after 2 seconds; the answer is on its way in some milliseconds. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final long start = System.nanoTime();
  private long limitNanos = FIRST_CONNECTION.toNanos();
  private int connections;
  private boolean isOver;

  @Override
  public synchronized Attributes transportReady(Attributes attributes) {
    connections++;
    limitNanos = Long.MAX_VALUE;
    return attributes;
  }

  /** Called with no attributes for a connection that never was ready: a stranger's. */
  @Override
  public synchronized void transportTerminated(@Nullable Attributes attributes) {
    if (attributes != null) {
      connections--;
      isOver = connections == 0;
      notifyAll();
    }
  }

  /** Terraform wants the process to end: it does when the connection closes, or soon. */
  synchronized void end() {
    limitNanos = System.nanoTime() - start + FAREWELL.toNanos();
    notifyAll();
  }

  /** Returns when it is time to end. */
  synchronized void await() throws InterruptedException {
    long left = limitNanos;
    while (!isOver && left > 0) {
      wait(left / 1_000_000 + 1);
      left = limitNanos == Long.MAX_VALUE ? limitNanos : limitNanos - (System.nanoTime() - start);
    }
  }
}
