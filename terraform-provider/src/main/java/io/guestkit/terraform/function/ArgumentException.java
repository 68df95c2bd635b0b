package io.guestkit.terraform.function;

/** An argument is wrong; the message is what Terraform writes after "Invalid value: ". */
final class ArgumentException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int index;

  /**
   * Makes it.
   *
   * @param index of the argument, from 0
   */
  ArgumentException(int index, String message) {
    super(message);
    this.index = index;
  }

  int index() {
    return index;
  }
}
