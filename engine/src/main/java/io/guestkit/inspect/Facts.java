package io.guestkit.inspect;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The facts that an inspection reads, by the names of the components that they fill. */
public final class Facts {
  private final Set<String> names;

  private Facts(Set<String> names) {
    this.names = names;
  }

  /**
   * Returns the facts of these names and profiles.
   *
   * @throws IllegalArgumentException naming one that does not exist, and those that do
   */
  public static Facts of(List<String> names) {
    return new Facts(new TreeSet<>(names));
  }

  /** Returns whether a fact is read. */
  public boolean includes(String fact) {
    return names.contains(fact);
  }

  /** Returns the names of the facts, sorted, profiles resolved. */
  public List<String> names() {
    return List.copyOf(names);
  }
}
