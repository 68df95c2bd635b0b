package io.guestkit.volume.lvm2.metadata;

import java.util.List;

/** A value of the text format. */
sealed interface Value {

  /** A whole number. */
  record Whole(long number) implements Value {}

  /** A number with a fraction. */
  record Fraction(double number) implements Value {}

  /** A string, each byte a character. */
  record Text(String text) implements Value {}

  /** An array. */
  record Array(List<Value> values) implements Value {}

  /** A section in braces. */
  record Block(Section section) implements Value {}
}
