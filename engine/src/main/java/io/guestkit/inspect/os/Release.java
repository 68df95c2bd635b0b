package io.guestkit.inspect.os;

import io.guestkit.report.OsRelease;
import org.jspecify.annotations.Nullable;

/**
 * What the release files say of a system.
 *
 * @param distro distribution by libguestfs's name
 * @param productName name for people
 * @param version numbers of the version
 * @param osRelease os-release(5) where there is one
 */
public record Release(
    String distro,
    @Nullable String productName,
    VersionNumbers version,
    @Nullable OsRelease osRelease) {
  /** A system that says nothing of itself. */
  static final Release UNKNOWN = new Release("unknown", null, VersionNumbers.NONE, null);

  Release withVersion(VersionNumbers other) {
    return new Release(distro, productName, other, osRelease);
  }

  Release withDistro(String other) {
    return new Release(other, productName, version, osRelease);
  }

  Release withOsRelease(@Nullable OsRelease other) {
    return new Release(distro, productName, version, other);
  }
}
