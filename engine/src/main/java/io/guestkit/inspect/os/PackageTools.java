package io.guestkit.inspect.os;

import org.jspecify.annotations.Nullable;

/**
 * How distributions manage packages. Source: guestfs(3), 1.54,
 * guestfs_inspect_get_package_management and guestfs_inspect_get_package_format.
 */
final class PackageTools {
  private PackageTools() {}

  /** Returns the format of packages that a distribution has, or null where it is not known. */
  static @Nullable String format(String distro) {
    return switch (distro) {
      case "debian", "ubuntu", "linuxmint", "kalilinux", "kylin" -> "deb";
      case "fedora",
          "rhel",
          "centos",
          "rocky",
          "circle",
          "oraclelinux",
          "scientificlinux",
          "redhat-based",
          "opensuse",
          "sles",
          "suse-based",
          "altlinux",
          "mageia",
          "mandriva",
          "meego",
          "neokylin",
          "openeuler",
          "openmandriva",
          "pldlinux" ->
          "rpm";
      case "alpinelinux" -> "apk";
      case "archlinux" -> "pacman";
      case "gentoo" -> "ebuild";
      case "voidlinux" -> "xbps";
      case "pardus" -> "pisi";
      default -> null;
    };
  }

  /**
   * Returns whether systems of one name have different formats: Kylin and Pardus have had two each,
   * nothing is known of the others.
   */
  static boolean isToldByDatabase(String distro) {
    return distro.equals("kylin") || distro.equals("pardus") || format(distro) == null;
  }

  /** Returns whether the programs that are installed tell more than the distribution. */
  static boolean isToldByProgram(String distro) {
    return distro.equals("redhat-based") || isToldByDatabase(distro);
  }

  /** Returns the program that manages packages, or null where it is not known. */
  static @Nullable String management(Release release, @Nullable String format) {
    VersionNumbers version = release.version();
    return switch (release.distro()) {
      case "altlinux" -> "apt";
      case "opensuse", "sles", "suse-based" -> "zypper";
      case "mageia", "mandriva" -> "urpmi";
      case "meego" -> "yum";
      case "pldlinux" -> null;
      case "openeuler", "openmandriva", "neokylin" -> "dnf";
      case "fedora" -> since(version, 22, "dnf", "yum");
      case "redhat-based" -> ofDerivative(release);
      case "rhel", "centos", "rocky", "circle", "oraclelinux", "scientificlinux" ->
          ofRedHat(version);
      default -> ofFormat(format);
    };
  }

  /**
   * One that counts as Red Hat does is as old as that; a low number beside an os-release, which is
   * younger than yum, is one of its own. Amazon counts years, but for its 2.
   */
  private static @Nullable String ofDerivative(Release release) {
    String product = release.productName();
    if (product != null && product.startsWith("Amazon Linux")) {
      return since(release.version(), 2022, "dnf", "yum");
    }
    return release.osRelease() == null
        ? ofRedHat(release.version())
        : since(release.version(), 8, "dnf", since(release.version(), 7, "yum", null));
  }

  private static @Nullable String ofRedHat(VersionNumbers version) {
    return since(version, 8, "dnf", since(version, 5, "yum", "up2date"));
  }

  private static @Nullable String since(
      VersionNumbers version, int major, String then, @Nullable String before) {
    return version.major() == null ? null : version.major() >= major ? then : before;
  }

  private static @Nullable String ofFormat(@Nullable String format) {
    if (format == null) {
      return null;
    }
    return switch (format) {
      case "deb" -> "apt";
      case "apk", "pacman", "pisi", "xbps" -> format;
      case "ebuild" -> "portage";
      default -> null;
    };
  }
}
