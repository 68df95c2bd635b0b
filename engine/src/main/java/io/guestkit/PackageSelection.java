package io.guestkit;

import io.guestkit.export.DisplayText;
import io.guestkit.inspect.Glob;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.PackageInfo;
import io.guestkit.version.VersionOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The packages of a machine's systems whose names fit patterns. */
public final class PackageSelection {
  private final @Nullable String format;
  private final Optional<Comparator<String>> order;
  private final List<PackageInfo> packages = new ArrayList<>();
  private final Map<String, Set<String>> versions = new TreeMap<>();
  private final Set<String> missing;

  /**
   * Selects packages.
   *
   * @param names patterns of a shell; empty for every package
   */
  public PackageSelection(List<OperatingSystem> systems, Optional<List<String>> names) {
    this.format = commonFormat(systems);
    this.order =
        format == null ? Optional.empty() : VersionOrder.named(format).map(PackageSelection::total);
    this.missing = new LinkedHashSet<>(names.orElse(List.of()));
    for (OperatingSystem system : systems) {
      for (PackageInfo installed : system.packages()) {
        if (names.isEmpty() || isNamed(installed.name(), names.get())) {
          add(installed, "xbps".equals(system.packageFormat()) ? '_' : '-');
        }
      }
    }
  }

  /** All patterns are tried, as each that fits is not missing. */
  private boolean isNamed(String name, List<String> patterns) {
    boolean fits = false;
    for (String pattern : patterns) {
      if (Glob.matches(pattern, name)) {
        missing.remove(pattern);
        fits = true;
      }
    }
    return fits;
  }

  private void add(PackageInfo installed, char beforeRelease) {
    packages.add(installed);
    versions
        .computeIfAbsent(DisplayText.encodable(installed.name()), name -> sorted())
        .add(DisplayText.encodable(installed.wholeVersion(beforeRelease)));
  }

  private Set<String> sorted() {
    return order.isPresent() ? new TreeSet<>(order.get()) : new LinkedHashSet<>();
  }

  private static @Nullable String commonFormat(List<OperatingSystem> systems) {
    @Nullable String common = systems.isEmpty() ? null : systems.getFirst().packageFormat();
    for (OperatingSystem system : systems) {
      if (common == null || !common.equals(system.packageFormat())) {
        return null;
      }
    }
    return common;
  }

  /** What an image says is a version may be none: it comes first. */
  private static Comparator<String> total(VersionOrder versions) {
    return (a, b) -> {
      boolean isVersion = isVersion(versions, a);
      int byOrder = Boolean.compare(isVersion, isVersion(versions, b));
      if (byOrder == 0 && isVersion) {
        byOrder = versions.compare(a, b);
      }
      return byOrder != 0 ? byOrder : a.compareTo(b);
    };
  }

  private static boolean isVersion(VersionOrder versions, String text) {
    try {
      versions.check(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Returns the packages, system by system. */
  public List<PackageInfo> packages() {
    return packages;
  }

  /**
   * Returns the whole versions by name, {@code [epoch:]version[-release]}, each once, the oldest
   * first; in the order of the systems where they have no format in common, or none whose order is
   * known.
   */
  public Map<String, Set<String>> versions() {
    return versions;
  }

  /** Returns the patterns that fit no package, in their order. */
  public List<String> missing() {
    return List.copyOf(missing);
  }

  /** Returns the format of packages that all systems have, or null. */
  public @Nullable String format() {
    return format;
  }
}
