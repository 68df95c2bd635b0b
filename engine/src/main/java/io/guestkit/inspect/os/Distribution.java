package io.guestkit.inspect.os;

import java.util.List;

/**
 * Names of distributions. Source: guestfs(3), 1.54, guestfs_inspect_get_distro; identifiers as
 * os-release(5) and lsb_release(1) of the distributions have them.
 */
final class Distribution {
  /**
   * How product names of distributions begin, and their names; of several that fit the first
   * counts.
   */
  private static final String[][] PRODUCTS = {
    {"Fedora", "fedora"},
    {"Red Hat", "rhel"},
    {"CentOS", "centos"},
    {"Scientific Linux", "scientificlinux"},
    {"Oracle Linux", "oraclelinux"},
    {"Oracle VM server", "oraclelinux"},
    {"Enterprise Linux Enterprise Linux", "oraclelinux"},
    {"Rocky Linux", "rocky"},
    {"Circle Linux", "circle"},
    {"openEuler", "openeuler"},
    {"NeoKylin", "neokylin"},
    {"Kylin", "kylin"},
    {"OpenMandriva", "openmandriva"},
    {"Mandriva", "mandriva"},
    {"Mandrake", "mandriva"},
    {"Mageia", "mageia"},
    {"ALT ", "altlinux"},
    {"MeeGo", "meego"},
    {"PLD Linux", "pldlinux"},
    {"openSUSE", "opensuse"},
    {"SUSE Linux Enterprise", "sles"},
    {"SUSE LINUX Enterprise", "sles"},
    {"SLE-Micro", "suse-based"},
    {"SL-Micro", "suse-based"},
    {"SLE", "sles"},
    {"Novell Linux Desktop", "sles"},
    {"SuSE Linux", "opensuse"},
    {"SUSE LINUX", "opensuse"},
    {"Ubuntu", "ubuntu"},
    {"Kubuntu", "ubuntu"},
    {"Xubuntu", "ubuntu"},
    {"Lubuntu", "ubuntu"},
    {"Linux Mint", "linuxmint"},
    {"LMDE", "linuxmint"},
    {"Kali", "kalilinux"},
    {"Debian", "debian"},
    {"Official Debian", "debian"},
    {"Arch Linux", "archlinux"},
    {"Alpine", "alpinelinux"},
    {"Gentoo", "gentoo"},
    {"Void", "voidlinux"},
  };

  private Distribution() {}

  /** Returns libguestfs's name for an ID of os-release or lsb-release, in lower case. */
  static String ofId(String id, List<String> idLike) {
    if (id.startsWith("opensuse")) {
      return "opensuse";
    }
    return switch (id) {
      case "alpine" -> "alpinelinux";
      case "alt" -> "altlinux";
      case "arch" -> "archlinux";
      case "kali" -> "kalilinux";
      case "ol", "oracleserver", "oracle" -> "oraclelinux";
      case "sles", "sled", "sles_sap", "sle_hpc", "suse" -> "sles";
      case "void" -> "voidlinux";
      case "pld" -> "pldlinux";
      case "mandrivalinux", "mandrakelinux" -> "mandriva";
      case "openmandrivalinux", "openmandrivalx" -> "openmandriva";
      case "redhatenterprise",
          "redhatenterpriselinux",
          "redhatenterprisees",
          "redhatenterpriseas",
          "redhatenterprisews",
          "redhatenterpriseclient",
          "redhatenterprisecomputenode",
          "redhatenterpriseserver",
          "redhatenterpriseworkstation" ->
          "rhel";
      case "scientific" -> "scientificlinux";
      case "suselinux" -> "suse-based";
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

  /** Returns libguestfs's name for a product, or another name where the product is not known. */
  static String ofProduct(String product, String otherwise) {
    for (String[] known : PRODUCTS) {
      if (product.startsWith(known[0])) {
        return known[1];
      }
    }
    return otherwise;
  }
}
