package io.guestkit.ansible.argument;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a module.
 *
 * @param arguments the arguments, in the order in which they are checked
 * @param mutuallyExclusive names of which one can be given at most, per group
 * @param requiredOneOf names of which one has to be given, per group
 */
public record ArgumentSpec(
    List<Argument> arguments,
    List<List<String>> mutuallyExclusive,
    List<List<String>> requiredOneOf) {
  /** Copies the lists. */
  public ArgumentSpec {
    arguments = List.copyOf(arguments);
    mutuallyExclusive = List.copyOf(mutuallyExclusive);
    requiredOneOf = List.copyOf(requiredOneOf);
  }

  /** Returns the arguments of a task checked, converted and completed. */
  public CheckedArguments check(Map<String, @Nullable Object> given, UserPaths paths) {
    return new ArgumentCheck(this, given, paths).run();
  }
}
