package io.guestkit.version;

import org.jspecify.annotations.Nullable;

/**
 * A version of rpm, {@code [epoch:]version[-release]}: a higher epoch is newer whatever follows,
 * none is 0; then the version counts, then the release, and one without is older than any. That is
 * the order of rpm's own {@code rpmverCmp}; a dependency without release, which any release meets,
 * is another matter. Legal is what rpmbuild lets a version be made of. Source: rpm-version(7).
 */
record RpmVersion(EpochVersionRelease parts) implements Comparable<RpmVersion> {
  private static final String MARKS = "._+~^";

  static RpmVersion parse(String text) {
    return new RpmVersion(EpochVersionRelease.split(text, "rpm", MARKS, MARKS));
  }

  @Override
  public int compareTo(RpmVersion other) {
    int order = Ascii.compareNumbers(parts.epoch(), other.parts.epoch());
    order = order != 0 ? order : RpmSegments.compare(parts.version(), other.parts.version());
    return order != 0 ? order : releases(parts.release(), other.parts.release());
  }

  private static int releases(@Nullable String a, @Nullable String b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    return RpmSegments.compare(a, b);
  }
}
