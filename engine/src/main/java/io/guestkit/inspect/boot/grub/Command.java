package io.guestkit.inspect.boot.grub;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command of a script, parsed. */
sealed interface Command {
  /**
   * A name and its arguments.
   *
   * @param block what stands in braces after them, or null
   */
  record Simple(List<Word> words, @Nullable List<Command> block) implements Command {}

  /** Branches of which the first runs whose condition holds; the last may have none. */
  record Conditional(List<Branch> branches) implements Command {}

  /** A branch of a conditional. An empty condition holds. */
  record Branch(List<Command> condition, List<Command> body) {}

  /** Runs its body once for each word. */
  record For(String variable, List<Word> words, List<Command> body) implements Command {}

  /**
   * Runs its body as long as a condition holds.
   *
   * @param until whether it is as long as the condition does not hold
   */
  record While(List<Command> condition, List<Command> body, boolean until) implements Command {}

  /** Keeps a body under a name. */
  record Function(String name, List<Command> body) implements Command {}
}
