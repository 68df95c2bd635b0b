package io.guestkit.inspect.os;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of distributions and how they manage packages. Source: guestfs(3), 1.52. */
public final class Distribution {
  private Distribution() {}

  /** Returns libguestfs's name for an ID of os-release or lsb-release, in lower case. */
  static String ofId(String id, List<String> idLike) {
    if (id.startsWith("opensuse")) {
      return "opensuse";
    }
    return switch (id) {
      case "alpine" -> "alpinelinux";
      case "arch" -> "archlinux";
      case "kali" -> "kalilinux";
      case "ol", "oracleserver", "oracle" -> "oraclelinux";
      case "sles", "sled", "sles_sap", "sle_hpc", "suse" -> "sles";
      case "void" -> "voidlinux";
      case "pld" -> "pldlinux";
      case "mandrivalinux" -> "mandriva";
      case "redhatenterpriselinux", "redhatenterpriseserver", "redhatenterpriseworkstation" ->
          "rhel";
      case "scientific" -> "scientificlinux";
      case "altlinux",
          "buildroot",
          "centos",
          "circle",
          "cirros",
          "coreos",
          "debian",
          "fedora",
          "freebsd",
          "frugalware",
          "gentoo",
          "kylin",
          "linuxmint",
          "mageia",
          "mandriva",
          "meego",
          "neokylin",
          "netbsd",
          "openbsd",
          "openeuler",
          "openmandriva",
          "pardus",
          "rhel",
          "rocky",
          "slackware",
          "ttylinux",
          "ubuntu" ->
          id;
      default -> like(idLike);
    };
  }

  private static String like(List<String> idLike) {
    for (String like : idLike) {
      switch (like) {
        case "rhel", "centos", "fedora" -> {
          return "redhat-based";
        }
        case "suse", "opensuse", "sles" -> {
          return "suse-based";
        }
        default -> {}
      }
    }
    return "unknown";
  }

  /** Returns the format of packages that a distribution has, or null where it is not known. */
  static @Nullable String packageFormat(String distro) {
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

  /** Returns the program that manages packages, or null where it is not known. */
  static @Nullable String packageManagement(
      String distro, @Nullable String format, VersionNumbers version) {
    return switch (distro) {
      case "altlinux" -> "apt";
      case "opensuse", "sles", "suse-based" -> "zypper";
      case "mageia", "mandriva" -> "urpmi";
      case "pldlinux", "meego" -> null;
      case "openeuler", "openmandriva" -> "dnf";
      case "fedora" -> since(version, 22, "dnf", "yum");
      case "rhel", "centos", "rocky", "circle", "oraclelinux", "scientificlinux", "redhat-based" ->
          since(version, 8, "dnf", since(version, 5, "yum", "up2date"));
      default -> ofFormat(format);
    };
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

  /** Returns the short identifier that libosinfo has for a version, or null. */
  static @Nullable String osinfo(String distro, VersionNumbers version) {
    Integer major = version.major();
    int minor = version.minor() == null ? 0 : version.minor();
    if (major == null) {
      return switch (distro) {
        case "archlinux", "gentoo", "voidlinux" -> distro;
        default -> null;
      };
    }
    return switch (distro) {
      case "unknown", "redhat-based", "suse-based" -> null;
      case "archlinux", "gentoo", "voidlinux" -> distro;
      case "debian", "fedora", "mageia" -> distro + major;
      case "centos" ->
          major >= 8 ? distro + major : distro + major + "." + (major == 7 ? 0 : minor);
      case "rocky", "circle" -> distro + major;
      case "sles" -> distro + major + (minor == 0 ? "" : "sp" + minor);
      case "ubuntu" -> distro + major + (minor < 10 ? ".0" : ".") + minor;
      case "oraclelinux" -> "ol" + major + "." + minor;
      default -> distro + major + "." + minor;
    };
  }
}
