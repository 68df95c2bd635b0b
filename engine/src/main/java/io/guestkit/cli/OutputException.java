package io.guestkit.cli;

import java.io.IOException;

/** What was asked for could not be written. */
final class OutputException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with one sentence that says where and why. */
  OutputException(String message, IOException cause) {
    super(message, cause);
  }

  /** Returns whether the reader of a pipe has gone, which is no failure. */
  boolean isClosedPipe() {
    return getCause() instanceof IOException cause && "Broken pipe".equals(cause.getMessage());
  }
}
