package io.guestkit.ansible.facts;

/** The families of distributions, by Ansible's names of them: the map of ansible-core 2.19. */
final class OsFamily {
  private OsFamily() {}

  /** Returns the family, which is the distribution itself where it belongs to none. */
  static String of(String distribution) {
    return switch (distribution) {
      case "RHEL",
          "Fedora",
          "CentOS",
          "Scientific",
          "SLC",
          "Ascendos",
          "CloudLinux",
          "PSBM",
          "OracleLinux",
          "OVS",
          "OEL",
          "Amazon",
          "Amzn",
          "Virtuozzo",
          "XenServer",
          "Alibaba",
          "EulerOS",
          "openEuler",
          "AlmaLinux",
          "Rocky",
          "TencentOS",
          "EuroLinux",
          "Kylin Linux Advanced Server",
          "MIRACLE" ->
          "RedHat";
      case "Ubuntu",
          "Raspbian",
          "Neon",
          "KDE neon",
          "Linux Mint",
          "SteamOS",
          "Devuan",
          "Kali",
          "Cumulus Linux",
          "Pop!_OS",
          "Parrot",
          "Pardus GNU/Linux",
          "Uos",
          "Deepin",
          "OSMC",
          "Linux Mint Debian Edition" ->
          "Debian";
      case "SuSE",
          "SLES",
          "SLED",
          "openSUSE",
          "openSUSE Tumbleweed",
          "SLES_SAP",
          "SUSE_LINUX",
          "openSUSE Leap",
          "ALP-Dolomite",
          "SL-Micro",
          "openSUSE MicroOS" ->
          "Suse";
      case "Antergos", "Manjaro" -> "Archlinux";
      case "Mandriva" -> "Mandrake";
      case "Funtoo" -> "Gentoo";
      case "Clear Linux OS", "Clear Linux Mix" -> "ClearLinux";
      default -> distribution;
    };
  }
}
