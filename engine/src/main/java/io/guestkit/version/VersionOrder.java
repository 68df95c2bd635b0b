package io.guestkit.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The orders of versions: one for each format of packages, and that of Semantic Versioning. */
public final class VersionOrder {
  private static final List<VersionOrder> ALL =
      List.of(
          of("rpm", RpmVersion::parse),
          of("deb", DebVersion::parse),
          of("apk", ApkVersion::parse),
          of("pacman", PacmanVersion::parse),
          of("semver", SemanticVersion::parse));

  private final String name;
  private final Format<?> format;

  private VersionOrder(String name, Format<?> format) {
    this.name = name;
    this.format = format;
  }

  /** What reads a version. */
  @FunctionalInterface
  private interface Format<V extends Comparable<V>> {
    V parse(String text);

    default int compare(String a, String b) {
      return Integer.signum(parse(a).compareTo(parse(b)));
    }
  }

  private static <V extends Comparable<V>> VersionOrder of(String name, Format<V> format) {
    return new VersionOrder(name, format);
  }

  /** Returns the order of the versions of a format, or empty where none has that name. */
  public static Optional<VersionOrder> named(String name) {
    for (VersionOrder order : ALL) {
      if (order.name.equals(name)) {
        return Optional.of(order);
      }
    }
    return Optional.empty();
  }

  /** Returns the names of the formats: rpm, deb, apk, pacman, semver. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    for (VersionOrder order : ALL) {
      names.add(order.name);
    }
    return List.copyOf(names);
  }

  /**
   * Does nothing where a text is a version of the format.
   *
   * @throws IllegalArgumentException with a sentence that says why it is none
   */
  @SuppressWarnings("CheckReturnValue") // only whether it can be read
  public void check(String version) {
    format.parse(version);
  }

  /**
   * Returns -1, 0 or 1: the first version is older than the second, as old, or newer.
   *
   * @throws IllegalArgumentException with a sentence that says why one of them is no version
   */
  public int compare(String a, String b) {
    return format.compare(a, b);
  }
}
