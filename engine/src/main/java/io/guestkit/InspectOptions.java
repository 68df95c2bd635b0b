package io.guestkit;

import io.guestkit.inspect.Facts;
import java.time.Duration;
import java.util.List;

/**
 * What an inspection reads.
 *
 * @param facts names of facts and profiles
 * @param evidence whether the report lists the files that facts come from
 * @param limits what it may cost
 */
public record InspectOptions(List<String> facts, boolean evidence, Limits limits) {
  /** How long an inspection may take by default. */
  public static final Duration DEFAULT_TIMEOUT = Limits.DEFAULT_TIMEOUT;

  /** The default profile, no evidence, the default limits. */
  public static final InspectOptions DEFAULT =
      new InspectOptions(List.of("default"), false, Limits.DEFAULT);

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException naming a fact that does not exist, and those that do
   */
  public InspectOptions {
    facts = List.copyOf(facts);
    Facts.of(facts);
  }

  /** Makes options with the default limits, but for the time. */
  public InspectOptions(List<String> facts, boolean evidence, Duration timeout) {
    this(facts, evidence, Limits.DEFAULT.withTimeout(timeout));
  }

  /** Returns the names of the profiles, the smallest first. */
  public static List<String> profileNames() {
    return Facts.PROFILES;
  }

  /** Returns the names of the facts, sorted. */
  public static List<String> factNames() {
    return Facts.of(List.of("full")).names();
  }
}
