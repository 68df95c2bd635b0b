package io.guestkit;

import io.guestkit.export.RecordModel;
import io.guestkit.export.diff.FactDiff;
import io.guestkit.inspect.Facts;
import io.guestkit.report.FactChange;
import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which facts of two reports can be compared: those that were read in both. What a system is (name,
 * distribution, versions, host name and so on) always is read, and is compared where a profile was
 * asked for.
 *
 * @param compared components that are compared
 * @param left facts that were asked for and are not, as one of the reports lacks them
 */
record FactComparison(Set<String> compared, List<String> left) {

  static FactComparison of(Inspection before, Inspection after, List<String> facts) {
    Set<String> compared = new TreeSet<>();
    List<String> left = new ArrayList<>();
    for (String fact : Facts.of(facts).names()) {
      if (before.facts().contains(fact) && after.facts().contains(fact)) {
        compared.add(fact);
      } else {
        left.add(fact);
      }
    }
    for (String profile : Facts.PROFILES) {
      if (facts.contains(profile)) {
        compared.addAll(alwaysRead());
        break;
      }
    }
    return new FactComparison(compared, left);
  }

  private static Set<String> alwaysRead() {
    Set<String> names = new TreeSet<>();
    for (RecordModel.Field field : RecordModel.of(OperatingSystem.class).fields()) {
      names.add(field.name());
    }
    names.removeAll(Facts.of(List.of("full")).names());
    return names;
  }

  List<FactChange> changes(Inspection before, Inspection after) {
    return FactDiff.of(before, after, compared);
  }
}
