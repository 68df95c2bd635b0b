package io.guestkit.exporter;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * Waits for SIGTERM or SIGINT, and leaves the end of the process to the caller, so that it ends
 * with status 0 as services do. The JVM's own way would be 143. The class that listens for signals
 * is in {@code jdk.unsupported} and known to the compiler only with warnings: it is reached by
 * name. A JVM without it, or with {@code -Xrs}, ends in its own way.
 */
final class StopSignal {
  private final CountDownLatch received = new CountDownLatch(1);

  private StopSignal() {}

  /** Begins to listen. */
  static StopSignal listen() {
    StopSignal stop = new StopSignal();
    stop.handle("TERM");
    stop.handle("INT");
    return stop;
  }

  private void handle(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object callback =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                received.countDown();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), callback);
    } catch (ReflectiveOperationException e) {
      // Nothing comes then: the JVM itself ends the process.
    }
  }

  /** Waits until one comes. */
  void await() throws InterruptedException {
    received.await();
  }
}
