package io.guestkit.inspect.sudo;

/** A line that sudo would refuse. It says nothing of the line, which might hold a secret. */
final class SudoersSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  SudoersSyntaxException() {
    super("syntax error");
  }
}
