package io.guestkit.ansible.facts;

import io.guestkit.report.OperatingSystem;
import io.guestkit.report.OsRelease;
import org.jspecify.annotations.Nullable;

/**
 * The version of a distribution as Ansible gives it; null is what the report does not tell.
 *
 * @param full all of it
 * @param major its first number
 * @param minor its second number, which Ansible gives of Debian and Amazon only
 */
record DistributionVersion(@Nullable String full, @Nullable String major, @Nullable String minor) {
  private static final DistributionVersion UNKNOWN = new DistributionVersion(null, null, null);

  static DistributionVersion of(String name, OperatingSystem system) {
    @Nullable OsRelease release = system.osRelease();
    if (release == null) {
      return ofOlder(name, system);
    }
    @Nullable String id = release.versionId();
    return id == null ? withoutId(release) : withId(name, id, release, system);
  }

  private static DistributionVersion withId(
      String name, String id, OsRelease release, OperatingSystem system) {
    if (name.equals("Amazon")) {
      int dot = id.indexOf('.');
      String minor = dot < 0 ? DistributionFacts.NONE : id.substring(dot + 1);
      return new DistributionVersion(id, first(id), minor);
    } else if (name.equals("Devuan")) {
      return new DistributionVersion(id, id, null);
    } else if (OsFamily.of(name).equals("Suse")) {
      String numbers = numbers(id);
      return new DistributionVersion(numbers, first(numbers), null);
    }
    // Debian and CentOS write the first number only; another file of theirs has the second.
    boolean isDebian = "debian".equals(release.id());
    @Nullable Integer minor = system.minorVersion();
    if ((isDebian || "centos".equals(release.id())) && minor != null && id.indexOf('.') < 0) {
      return new DistributionVersion(id + "." + minor, id, isDebian ? minor.toString() : null);
    }
    return new DistributionVersion(id, first(id), null);
  }

  /** Rolling distributions have none; of others another file, or the text, may tell it. */
  private static DistributionVersion withoutId(OsRelease release) {
    if (release.version() != null && !"debian".equals(release.id())) {
      return new DistributionVersion(release.version(), DistributionFacts.NONE, null);
    }
    return "debian".equals(release.id())
            || "gentoo".equals(release.id())
            || hasDigit(release.prettyName())
        ? UNKNOWN
        : new DistributionVersion(DistributionFacts.NONE, DistributionFacts.NONE, null);
  }

  private static boolean hasDigit(@Nullable String text) {
    for (int i = 0; text != null && i < text.length(); i++) {
      if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
        return true;
      }
    }
    return false;
  }

  /** The number in the line of the release file, as it is written: 10.04 is not 10.4. */
  private static DistributionVersion ofOlder(String name, OperatingSystem system) {
    if (name.equals("Amazon")) {
      return UNKNOWN; // Ansible does not find it
    } else if (name.equals("SLES") || name.equals("SLED")) {
      return ofNumbers(system);
    }
    String numbers = numbers(product(system));
    if (name.equals("CentOS") || name.equals("Ubuntu")) {
      int second = numbers.indexOf('.', numbers.indexOf('.') + 1);
      numbers = second < 0 ? numbers : numbers.substring(0, second);
    }
    return numbers.isEmpty() ? UNKNOWN : new DistributionVersion(numbers, first(numbers), null);
  }

  private static DistributionVersion ofNumbers(OperatingSystem system) {
    if (system.majorVersion() == null) {
      return UNKNOWN;
    }
    String major = system.majorVersion().toString();
    return system.minorVersion() == null
        ? new DistributionVersion(major, major, null)
        : new DistributionVersion(major + "." + system.minorVersion(), major, null);
  }

  private static String product(OperatingSystem system) {
    String product = system.productName() == null ? "" : system.productName();
    int release = product.indexOf(" release ");
    return release < 0 ? product : product.substring(release);
  }

  /** Returns the first number of a text with what follows it by points, or an empty text. */
  private static String numbers(String text) {
    int start = 0;
    while (start < text.length() && !isDigit(text, start)) {
      start++;
    }
    int end = start;
    while (isDigit(text, end) || (end < text.length() && text.charAt(end) == '.')) {
      end++;
    }
    return text.substring(start, end > start && text.charAt(end - 1) == '.' ? end - 1 : end);
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static String first(String version) {
    int dot = version.indexOf('.');
    return dot < 0 ? version : version.substring(0, dot);
  }
}
