package io.guestkit.ansible.facts;

import io.guestkit.report.OperatingSystem;
import io.guestkit.report.OsRelease;
import org.jspecify.annotations.Nullable;

/** {@code ansible_distribution_release}: the code name, or what Ansible gives in place of it. */
final class DistributionRelease {
  /** Version of Fedora since which it says that it has no code name. */
  private static final int FEDORA_WITHOUT_NAMES = 29;

  private DistributionRelease() {}

  /** Returns the release; null where the report does not tell what Ansible would say. */
  static @Nullable String of(String name, OperatingSystem system) {
    @Nullable OsRelease release = system.osRelease();
    if (release == null) {
      return ofOlder(name, system);
    } else if (OsFamily.of(name).equals("Suse")) {
      return ofSuse(release);
    } else if (name.equals("CentOS") && "CentOS Stream".equals(release.name())) {
      return "Stream";
    } else if (name.equals("Debian") && release.prettyName() != null) {
      @Nullable String pretty = inParentheses(release.prettyName());
      if (pretty != null) {
        return pretty;
      }
    }
    return release.versionCodename() == null
        ? withoutCodename(name, release, system)
        : release.versionCodename();
  }

  /**
   * An empty VERSION_CODENAME says that there is none, and where the line is missing the name may
   * stand in VERSION or in a file; the report does not tell the two apart.
   */
  private static @Nullable String withoutCodename(
      String name, OsRelease release, OperatingSystem system) {
    if (name.equals("Fedora")
        && system.majorVersion() != null
        && system.majorVersion() >= FEDORA_WITHOUT_NAMES) {
      return "";
    }
    @Nullable String version = release.version();
    @Nullable String codename = version == null ? null : codename(version);
    boolean isRedHat = DistributionName.hasRedHatRelease(system);
    if (codename != null) {
      boolean mayBeEmpty = release.idLike().contains("fedora") && !isEnterprise(release);
      return mayBeEmpty || name.equals("Ubuntu") ? null : codename;
    }
    boolean isInFile =
        isRedHat
            || name.equals("Amazon")
            || name.equals("Ubuntu")
            || name.equals("OpenWrt")
            || contains(version, '(')
            || contains(release.prettyName(), '(');
    return isInFile ? null : DistributionFacts.NONE;
  }

  private static boolean isEnterprise(OsRelease release) {
    return "rhel".equals(release.id())
        || release.idLike().contains("rhel")
        || release.idLike().contains("centos");
  }

  private static boolean contains(@Nullable String text, char c) {
    return text != null && text.indexOf(c) >= 0;
  }

  /** The part of the version after its point: openSUSE's is empty where it has none, SLES's 0. */
  private static @Nullable String ofSuse(OsRelease release) {
    @Nullable String id = release.versionId();
    if (id == null) {
      return null;
    }
    int start = id.indexOf('.') + 1;
    int end = start;
    while (start > 0 && end < id.length() && Character.isDigit(id.charAt(end))) {
      end++;
    }
    String minor = id.substring(start, end);
    String distribution = release.id() == null ? "" : release.id();
    return minor.isEmpty() && !distribution.startsWith("opensuse") ? "0" : minor;
  }

  private static @Nullable String ofOlder(String name, OperatingSystem system) {
    @Nullable String product = system.productName();
    if (name.equals("SLES") || name.equals("SLED")) {
      return system.minorVersion() == null ? null : system.minorVersion().toString();
    }
    return product != null && DistributionName.hasRedHatRelease(system)
        ? inParentheses(product)
        : null;
  }

  /** As Python's distro finds it: {@code \((\D+)\)|,\s*(\D+)}. */
  private static @Nullable String codename(String version) {
    for (int i = 0; i < version.length(); i++) {
      int end = withoutDigits(version, i + 1);
      if (version.charAt(i) == '(') {
        int close = version.lastIndexOf(')', end - 1);
        if (close > i + 1) {
          return version.substring(i + 1, close);
        }
      } else if (version.charAt(i) == ',' && end > i + 1) {
        return version.substring(i + 1, end).stripLeading();
      }
    }
    return null;
  }

  private static int withoutDigits(String text, int from) {
    int end = from;
    while (end < text.length() && !Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static @Nullable String inParentheses(String text) {
    int open = text.indexOf('(');
    int close = text.indexOf(')', open + 1);
    return open < 0 || close < open + 2 ? null : text.substring(open + 1, close);
  }
}
