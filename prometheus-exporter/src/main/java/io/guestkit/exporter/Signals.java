package io.guestkit.exporter;

import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Waits for SIGTERM, SIGINT and SIGHUP, and leaves what follows to the caller: so that the process
 * ends with status 0 as services do. The JVM's own way would be 143. The class that listens for
 * signals is in {@code jdk.unsupported} and known to the compiler only with warnings: it is reached
 * by name. A JVM without it, or with {@code -Xrs}, ends in its own way.
 */
final class Signals {
  private final BlockingQueue<Boolean> received = new LinkedBlockingQueue<>();

  private Signals() {}

  /** Begins to listen. */
  static Signals listen() {
    Signals signals = new Signals();
    signals.handle("TERM", true);
    signals.handle("INT", true);
    signals.handle("HUP", false);
    return signals;
  }

  private void handle(String name, boolean isEnd) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object callback =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                received.add(isEnd);
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), callback);
    } catch (ReflectiveOperationException e) {
      // Nothing comes then: the JVM itself ends the process.
    }
  }

  /** Waits until it is time to end, and runs something at each SIGHUP. */
  void awaitEnd(Runnable atHangup) throws InterruptedException {
    while (!received.take()) {
      atHangup.run();
    }
  }
}
