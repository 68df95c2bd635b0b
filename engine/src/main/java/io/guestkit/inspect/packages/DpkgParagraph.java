package io.guestkit.inspect.packages;

import io.guestkit.report.PackageInfo;
import io.guestkit.version.PackageVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The fields of one paragraph of a status file that a report shows. */
final class DpkgParagraph {
  @Nullable String name;
  @Nullable String version;
  @Nullable String arch;
  @Nullable String source;
  @Nullable String maintainer;
  @Nullable String homepage;
  @Nullable String summary;
  @Nullable String description;
  @Nullable Long installedSizeKib;
  @Nullable Instant installedAt;
  private @Nullable String state;
  private boolean hasStatus;
  private boolean held;

  /**
   * Takes {@code want flag state} in; where it is shorter, one word is the state. dpkg holds a
   * package by its first word, opkg by one of the words of its second, which commas divide.
   */
  void status(String status) {
    hasStatus = true;
    int first = status.indexOf(' ');
    int last = status.lastIndexOf(' ');
    state = listed(status.substring(last + 1));
    if (state == null && first > 0 && first == last) {
      state = listed(status.substring(0, first));
    }
    held = status.startsWith("hold ") || (first < last && isHeldByFlag(status, first + 1, last));
  }

  private static boolean isHeldByFlag(String status, int from, int to) {
    return ("," + status.substring(from, to) + ",").contains(",hold,");
  }

  private static @Nullable String listed(String word) {
    return switch (word) {
      case "installed",
          "triggers-pending",
          "triggers-awaited",
          "half-configured",
          "half-installed",
          "unpacked" ->
          word;
      default -> null;
    };
  }

  /** Returns whether this is a paragraph of a status file, or of a package. */
  boolean isPackage(DpkgStatus.Kind kind) {
    boolean named = name != null && !name.isEmpty();
    return named && (kind == DpkgStatus.Kind.PARAGRAPH || hasStatus) && !lacksVersion(kind);
  }

  /** dpkg knows no version of a package whose first installation broke off. */
  private boolean lacksVersion(DpkgStatus.Kind kind) {
    boolean needed = isInstalled(kind) && !"half-installed".equals(state);
    return needed && (version == null || version.isEmpty());
  }

  /** Returns whether files of it are on the disk. */
  boolean isInstalled(DpkgStatus.Kind kind) {
    return state != null || kind == DpkgStatus.Kind.PARAGRAPH;
  }

  /**
   * Returns the package. The field Source is {@code name} or {@code name (version)}; without it
   * both are the package's.
   */
  PackageInfo info() {
    String packageName = String.valueOf(name);
    String sourceName = source == null || source.isEmpty() ? packageName : source;
    String sourceVersion = null;
    int open = sourceName.indexOf(" (");
    if (open > 0 && sourceName.endsWith(")")) {
      sourceVersion = sourceName.substring(open + 2, sourceName.length() - 1);
      sourceName = sourceName.substring(0, open);
    }
    PackageDraft draft = new PackageDraft();
    draft.arch = arch;
    draft.publisher = maintainer;
    draft.url = homepage;
    draft.sourcePackage = sourceName;
    draft.sourceVersion = sourceVersion;
    draft.summary = summary;
    draft.description = description;
    draft.installedSizeBytes = installedSizeKib == null ? null : installedSizeKib * 1024;
    draft.state = state == null ? draft.state : state;
    draft.held = held;
    draft.installedAt = installedAt;
    return draft.build(packageName, PackageVersion.split(version == null ? "" : version));
  }
}
