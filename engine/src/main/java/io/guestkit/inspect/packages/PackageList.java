package io.guestkit.inspect.packages;

import io.guestkit.block.Budget;
import io.guestkit.block.LimitExceededException;
import io.guestkit.report.PackageInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Packages that were found, within the memory and entries that an inspection may spend. */
final class PackageList {
  /** 600 bytes: the record, its strings' headers, and its short texts. */
  private static final long RECORD_BYTES = 600;

  private final Budget budget;
  private final List<PackageInfo> packages = new ArrayList<>();

  PackageList(Budget budget) {
    this.budget = budget;
  }

  /**
   * Adds a package.
   *
   * @throws LimitExceededException if the budget does not bear it
   */
  void add(PackageInfo found) throws LimitExceededException {
    budget.countEntries(1);
    budget.reserve(memoryBytes(found), "the list of packages");
    packages.add(found);
  }

  boolean isEmpty() {
    return packages.isEmpty();
  }

  List<PackageInfo> all() {
    return packages;
  }

  private static long memoryBytes(PackageInfo info) {
    return RECORD_BYTES
        + info.name().length()
        + info.version().length()
        + length(info.release())
        + length(info.publisher())
        + length(info.url())
        + length(info.license())
        + length(info.sourcePackage())
        + length(info.summary())
        + length(info.description());
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
