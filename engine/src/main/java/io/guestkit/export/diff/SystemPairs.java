package io.guestkit.export.diff;

import io.guestkit.report.OperatingSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The operating systems of two reports that are the same one: by root and distribution, then by
 * root, then by machine identifier, then by distribution; one that is left on each side is taken
 * for the other. What is left then was added or removed.
 */
final class SystemPairs {
  private final List<OperatingSystem> before;
  private final List<OperatingSystem> after;
  private final List<Pair> pairs = new ArrayList<>();

  private SystemPairs(List<OperatingSystem> before, List<OperatingSystem> after) {
    this.before = new ArrayList<>(before);
    this.after = new ArrayList<>(after);
  }

  /** A system as it was and as it is; null where it was not or is not. */
  record Pair(@Nullable OperatingSystem before, @Nullable OperatingSystem after) {}

  /** Returns the pairs: those that are in both in the order of the report before, then the rest. */
  static List<Pair> of(List<OperatingSystem> before, List<OperatingSystem> after) {
    SystemPairs systems = new SystemPairs(before, after);
    systems.match((a, b) -> isSameRoot(a, b) && a.distro().equals(b.distro()));
    systems.match(SystemPairs::isSameRoot);
    systems.match((a, b) -> a.machineId() != null && a.machineId().equals(b.machineId()));
    systems.match((a, b) -> a.distro().equals(b.distro()));
    if (systems.before.size() == 1 && systems.after.size() == 1) {
      systems.match((a, b) -> true);
    }
    List<Pair> ordered = new ArrayList<>();
    for (OperatingSystem system : before) {
      ordered.add(systems.pairOf(system));
    }
    for (OperatingSystem system : systems.after) {
      ordered.add(new Pair(null, system));
    }
    return ordered;
  }

  private static boolean isSameRoot(OperatingSystem a, OperatingSystem b) {
    return a.root().equals(b.root()) && Objects.equals(a.rootPath(), b.rootPath());
  }

  private void match(BiPredicate<OperatingSystem, OperatingSystem> isSame) {
    for (OperatingSystem was : List.copyOf(before)) {
      for (OperatingSystem is : after) {
        if (isSame.test(was, is)) {
          pairs.add(new Pair(was, is));
          removeItself(before, was);
          removeItself(after, is);
          break;
        }
      }
    }
  }

  /** Two systems may be equal: it is this one that is taken. */
  @SuppressWarnings("ReferenceEquality")
  private static void removeItself(List<OperatingSystem> systems, OperatingSystem system) {
    systems.removeIf(other -> other == system);
  }

  @SuppressWarnings("ReferenceEquality")
  private Pair pairOf(OperatingSystem was) {
    for (Pair pair : pairs) {
      if (pair.before() == was) {
        return pair;
      }
    }
    return new Pair(was, null);
  }
}
