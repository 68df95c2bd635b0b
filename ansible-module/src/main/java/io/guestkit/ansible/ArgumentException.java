package io.guestkit.ansible;

/** A value that an argument cannot take; the message says why. */
final class ArgumentException extends Exception {
  private static final long serialVersionUID = 1L;

  ArgumentException(String message) {
    super(message);
  }
}
