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

  /** 2^32 - 1: rpm keeps the epoch in 32 bits. */
  private static final String MAX_EPOCH = "4294967295";

  static RpmVersion parse(String text) {
    EpochVersionRelease parts = EpochVersionRelease.split(text, "rpm", MARKS, MARKS);
    return new RpmVersion(parts.withEpochUpTo(MAX_EPOCH, text, "rpm"));
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
