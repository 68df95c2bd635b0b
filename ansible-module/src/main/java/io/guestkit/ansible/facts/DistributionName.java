package io.guestkit.ansible.facts;

import io.guestkit.report.OperatingSystem;
import io.guestkit.report.OsRelease;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Ansible's names of distributions. */
final class DistributionName {
  /**
   * Words in an os-release that Ansible takes for a system of Debian's family, and its names; of
   * several the first counts.
   */
  private static final String[][] DEBIAN_FAMILY = {
    {"Debian", "Debian"},
    {"Raspbian", "Debian"},
    {"Ubuntu", "Ubuntu"},
    {"SteamOS", "SteamOS"},
    {"Kali", "Kali"},
    {"Parrot", "Parrot"},
    {"Devuan", "Devuan"},
    {"Cumulus", "Cumulus Linux"},
    {"Mint", "Linux Mint"},
    {"UOS", "Uos"},
    {"Uos", "Uos"},
    {"uos", "Uos"},
    {"Deepin", "Deepin"},
    {"deepin", "Deepin"},
    {"LMDE", "Linux Mint Debian Edition"},
  };

  private DistributionName() {}

  /** Returns the name, or null where nothing tells what a system is. */
  static @Nullable String of(OperatingSystem system) {
    @Nullable OsRelease release = system.osRelease();
    return release == null ? ofOlder(system) : ofOsRelease(release, system);
  }

  /** Whether a system has Red Hat's file of old, from which Ansible takes its name. */
  static boolean hasRedHatRelease(OperatingSystem system) {
    @Nullable String product = system.productName();
    return switch (system.distro()) {
      case "fedora", "rhel", "centos", "rocky", "circle", "scientificlinux", "mageia" -> true;
      case "redhat-based" -> product == null || !product.startsWith("Amazon");
      default -> false;
    };
  }

  private static @Nullable String ofOsRelease(OsRelease release, OperatingSystem system) {
    String text = text(release);
    String id = release.id() == null ? "" : release.id();
    String name = release.name() == null ? capitalised(id) : release.name();
    switch (system.distro()) {
      case "altlinux" -> {
        return "Altlinux";
      }
      case "oraclelinux" -> {
        return "OracleLinux";
      }
      case "slackware" -> {
        return "Slackware";
      }
      case "alpinelinux" -> {
        return "Alpine";
      }
      default -> {}
    }
    if (hasRedHatRelease(system)) {
      return text.contains("Red Hat") ? "RedHat" : firstWord(name);
    } else if (id.equals("openwrt")) {
      return "OpenWrt";
    } else if (text.contains("Amazon")) {
      return "Amazon";
    } else if (text.contains("Arch Linux")) {
      return "Archlinux";
    } else if (text.toLowerCase(Locale.ROOT).contains("suse")) {
      return ofSuse(release, name);
    } else if (id.equals("flatcar")) {
      return "Flatcar";
    }
    for (String[] known : DEBIAN_FAMILY) {
      if (text.contains(known[0])) {
        return known[1];
      }
    }
    return name.isEmpty() ? null : name;
  }

  private static String ofSuse(OsRelease release, String name) {
    String variant = release.variantId() == null ? "" : release.variantId();
    String cpe = release.cpeName() == null ? "" : release.cpeName();
    return switch (variant) {
      case "server-sap", "sles-sap" -> "SLES_SAP";
      case "transactional" -> "SL-Micro";
      default -> cpe.contains(":sles_sap:") ? "SLES_SAP" : name;
    };
  }

  /** A system from before os-release: the product is a line of its release file. */
  private static @Nullable String ofOlder(OperatingSystem system) {
    @Nullable String product = system.productName();
    if (product != null && (hasRedHatRelease(system) || product.startsWith("Amazon"))) {
      return product.contains("Red Hat") ? "RedHat" : firstWord(product);
    }
    return switch (system.distro()) {
      case "oraclelinux" -> "OracleLinux";
      case "debian" -> "Debian";
      case "ubuntu" -> "Ubuntu";
      case "linuxmint" -> "Linux Mint";
      case "kalilinux" -> "Kali";
      case "opensuse" -> "openSUSE";
      case "sles" -> product != null && product.contains("Desktop") ? "SLED" : "SLES";
      case "alpinelinux" -> "Alpine";
      case "archlinux" -> "Archlinux";
      case "gentoo" -> "Gentoo";
      case "slackware" -> "Slackware";
      case "altlinux" -> "Altlinux";
      case "mandriva" -> "Mandriva";
      default -> null;
    };
  }

  /** Returns what an os-release says, as far as the report keeps it. */
  private static String text(OsRelease release) {
    StringBuilder text = new StringBuilder();
    append(text, release.id());
    append(text, String.join(" ", release.idLike()));
    append(text, release.name());
    append(text, release.prettyName());
    append(text, release.version());
    append(text, release.variant());
    append(text, release.cpeName());
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable String value) {
    if (value != null) {
      text.append(value).append('\n');
    }
  }

  private static String firstWord(String text) {
    int blank = text.indexOf(' ');
    return blank < 0 ? text : text.substring(0, blank);
  }

  private static String capitalised(String id) {
    return id.isEmpty()
        ? ""
        : id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1).toLowerCase(Locale.ROOT);
  }
}
