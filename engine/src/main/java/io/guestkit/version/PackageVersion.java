package io.guestkit.version;

import org.jspecify.annotations.Nullable;

/**
 * The parts of a version {@code epoch:version-release}, as dpkg and pacman write it. Sources:
 * deb-version(7), PKGBUILD(5).
 *
 * @param epoch what stands before the first colon, 0 where there is none
 * @param version between epoch and release
 * @param release what stands after the last hyphen (dpkg's debian-revision), or null
 */
public record PackageVersion(int epoch, String version, @Nullable String release) {
  /** 9 digits: dpkg and pacman keep the epoch in an int. */
  private static final int MAX_EPOCH_DIGITS = 9;

  /** Splits a version; what stands before a colon and is no number belongs to the version. */
  public static PackageVersion split(String text) {
    int colon = text.indexOf(':');
    int epoch = colon > 0 ? number(text, colon) : -1;
    int start = epoch >= 0 ? colon + 1 : 0;
    int hyphen = text.lastIndexOf('-');
    return hyphen < start
        ? new PackageVersion(Math.max(epoch, 0), text.substring(start), null)
        : new PackageVersion(
            Math.max(epoch, 0), text.substring(start, hyphen), text.substring(hyphen + 1));
  }

  /** Returns the number that the first characters make, or -1 where they make none. */
  private static int number(String text, int length) {
    int value = 0;
    for (int i = 0; i < length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || length > MAX_EPOCH_DIGITS) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
