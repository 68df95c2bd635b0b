package io.guestkit.cli;

/** The command line asks for something that there is not. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with one sentence that says what is wrong and what to do. */
  UsageException(String message) {
    super(message);
  }
}
