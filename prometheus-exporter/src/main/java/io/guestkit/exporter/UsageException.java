package io.guestkit.exporter;

/** The command line asks for something that there is not; the message is one sentence. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
