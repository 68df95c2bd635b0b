package io.guestkit.cli.find;

/** What stands for one character in a pattern. */
@FunctionalInterface
interface GlobPart {

  /** Returns whether it stands for a character. */
  boolean matches(int point);
}
