package io.guestkit.inspect.os;

import io.guestkit.report.OsRelease;
import io.guestkit.version.Assignments;
import io.guestkit.version.OsReleaseFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The texts of release files that need more than their first line. */
final class ReleaseTexts {
  private ReleaseTexts() {}

  /** Returns the first line that is not blank, trimmed. */
  static Optional<String> firstLine(String text) {
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      String line = text.substring(start, end).strip();
      if (!line.isEmpty()) {
        return Optional.of(line);
      }
      start = end + 1;
    }
    return Optional.empty();
  }

  static Optional<Release> osRelease(String text) {
    OsRelease values = OsReleaseFile.parse(text);
    String id = values.id() == null ? "" : values.id().toLowerCase(Locale.ROOT);
    if (id.isEmpty() && values.name() == null && values.prettyName() == null) {
      return Optional.empty();
    }
    String product = values.prettyName() == null ? values.name() : values.prettyName();
    String version = values.versionId() == null ? "" : values.versionId();
    return Optional.of(
        new Release(
            Distribution.ofId(id, values.idLike()), product, VersionNumbers.at(version), values));
  }

  /** Debian writes no lsb-release of its own: one that says Debian leaves it to debian_version. */
  static Optional<Release> lsbRelease(String text) {
    Map<String, String> values = Assignments.parse(text);
    String id = values.getOrDefault("DISTRIB_ID", "").toLowerCase(Locale.ROOT);
    String distro = Distribution.ofId(id, List.of());
    if (distro.equals("unknown") || distro.equals("debian")) {
      return Optional.empty();
    }
    String product = values.getOrDefault("DISTRIB_DESCRIPTION", "");
    return Optional.of(
        new Release(
            distro,
            product.isEmpty() ? null : product,
            VersionNumbers.at(values.getOrDefault("DISTRIB_RELEASE", "")),
            null));
  }

  static Optional<Release> redHat(String text) {
    return firstLine(text)
        .map(line -> new Release(redHatDistro(line), line, VersionNumbers.in(line), null));
  }

  private static String redHatDistro(String line) {
    if (line.startsWith("Fedora")) {
      return "fedora";
    }
    if (line.startsWith("Red Hat")) {
      return "rhel";
    }
    if (line.startsWith("CentOS")) {
      return "centos";
    }
    if (line.startsWith("Scientific Linux")) {
      return "scientificlinux";
    }
    if (line.startsWith("Oracle Linux")) {
      return "oraclelinux";
    }
    return line.startsWith("Rocky Linux") ? "rocky" : "redhat-based";
  }

  /** The first line names the product; VERSION and PATCHLEVEL follow. */
  static Optional<Release> suse(String text) {
    Optional<String> line = firstLine(text);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> values = Assignments.parse(text);
    VersionNumbers version = VersionNumbers.at(values.getOrDefault("VERSION", ""));
    VersionNumbers patch = VersionNumbers.at(values.getOrDefault("PATCHLEVEL", ""));
    String distro = suseDistro(line.get());
    VersionNumbers numbers =
        version.minor() == null ? new VersionNumbers(version.major(), patch.major()) : version;
    return Optional.of(new Release(distro, line.get(), numbers, null));
  }

  private static String suseDistro(String line) {
    if (line.startsWith("openSUSE")) {
      return "opensuse";
    }
    return line.startsWith("SUSE Linux Enterprise") ? "sles" : "suse-based";
  }
}
