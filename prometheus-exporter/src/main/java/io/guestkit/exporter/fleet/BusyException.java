package io.guestkit.exporter.fleet;

/** Too many probes wait already. */
public final class BusyException extends Exception {
  private static final long serialVersionUID = 1L;

  BusyException() {
    super("too many probes wait for an inspection already; ask again later");
  }
}
