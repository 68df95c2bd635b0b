package io.guestkit.cli;

/**
 * What a command works on: its arguments that are no options.
 *
 * @param label what it is called in the help
 * @param least how many there must be
 * @param most how many there may be
 * @param description one sentence
 */
record Operand(String label, int least, int most, String description) {

  static Operand one(String label, String description) {
    return new Operand(label, 1, 1, description);
  }

  static Operand optional(String label, String description) {
    return new Operand(label, 0, 1, description);
  }

  static Operand many(String label, String description) {
    return new Operand(label, 1, Integer.MAX_VALUE, description);
  }

  static Operand any(String label, String description) {
    return new Operand(label, 0, Integer.MAX_VALUE, description);
  }
}
