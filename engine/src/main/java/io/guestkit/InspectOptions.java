package io.guestkit;

import io.guestkit.inspect.Facts;
import java.time.Duration;
import java.util.List;

/**
 * What an inspection reads.
 *
 * @param facts names of facts and profiles
 * @param evidence whether the report lists the files that facts come from
 * @param timeout after which the report holds what was found until then
 */
public record InspectOptions(List<String> facts, boolean evidence, Duration timeout) {
  /** Two minutes: a report takes well under a second, a slow network disk some. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

  /** The default profile, no evidence, the default time. */
  public static final InspectOptions DEFAULT =
      new InspectOptions(List.of("default"), false, DEFAULT_TIMEOUT);

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException naming a fact that does not exist, and those that do
   */
  public InspectOptions {
    facts = List.copyOf(facts);
    Facts.of(facts);
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
