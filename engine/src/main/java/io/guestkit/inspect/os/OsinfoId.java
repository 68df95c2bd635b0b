package io.guestkit.inspect.os;

import org.jspecify.annotations.Nullable;

/**
 * Short identifiers of systems as libguestfs makes them of distribution and version, the way the
 * libosinfo database writes most of them. Source: guestfs(3), guestfs_inspect_get_osinfo.
 */
final class OsinfoId {
  private OsinfoId() {}

  /** Returns the identifier, or null where the distribution or its version is not known. */
  static @Nullable String of(String distro, VersionNumbers version) {
    if (distro.equals("archlinux") || distro.equals("gentoo") || distro.equals("voidlinux")) {
      return distro; // they roll: the database has one entry for each
    }
    Integer known = version.major();
    if (known == null || distro.equals("unknown")) {
      return null;
    }
    int major = known;
    int minor = version.minor() == null ? 0 : version.minor();
    String full = distro + major + "." + minor;
    return switch (distro) {
      case "fedora", "mageia" -> distro + major;
      case "debian" -> major >= 4 ? distro + major : full;
      case "centos" -> major >= 8 ? distro + major : major == 7 ? "centos7.0" : full;
      case "rocky", "circle" -> major >= 8 ? distro + major : full;
      case "sles" -> distro + major + (minor == 0 ? "" : "sp" + minor);
      case "ubuntu" -> distro + major + (minor < 10 ? ".0" : ".") + minor;
      case "altlinux" -> major >= 8 ? "alt" + major + "." + minor : full;
      default -> full;
    };
  }
}
