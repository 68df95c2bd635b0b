package io.guestkit.exporter.config;

/** What is asked for may not be probed; the message is one sentence that says why. */
public final class RefusedTargetException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedTargetException(String message) {
    super(message);
  }
}
