package io.guestkit.ansible.argument;

/** A value that an argument cannot take; the message says why. */
public final class ArgumentException extends Exception {
  private static final long serialVersionUID = 1L;

  ArgumentException(String message) {
    super(message);
  }
}
