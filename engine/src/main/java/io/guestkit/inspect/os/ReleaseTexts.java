package io.guestkit.inspect.os;

import io.guestkit.inspect.TextLines;
import io.guestkit.report.OsRelease;
import io.guestkit.version.Assignments;
import io.guestkit.version.OsReleaseFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The texts of release files. */
final class ReleaseTexts {
  private ReleaseTexts() {}

  /** Returns the first line that is not blank, trimmed. */
  static Optional<String> firstLine(String text) {
    for (TextLines lines = new TextLines(text); lines.next(); ) {
      if (!lines.line().isEmpty()) {
        return Optional.of(lines.line());
      }
    }
    return Optional.empty();
  }

  /** A file that tells by being there. */
  static ReleaseFile.Parser named(String distro) {
    return text -> Optional.of(new Release(distro, null, VersionNumbers.NONE, null));
  }

  /** A file of one distribution whose first line is the name of the product. */
  static ReleaseFile.Parser line(String distro) {
    return text ->
        firstLine(text).map(line -> new Release(distro, line, VersionNumbers.in(line), null));
  }

  /** A file that others write too, whose first line is the name of the product. */
  static ReleaseFile.Parser product(String otherwise) {
    return text ->
        firstLine(text)
            .map(line ->
                new Release(
                    Distribution.ofProduct(line, otherwise), line, VersionNumbers.in(line), null));
  }

  /** A file of one distribution whose first line is the version. */
  static ReleaseFile.Parser version(String distro, String product) {
    return text ->
        firstLine(text)
            .map(line -> new Release(distro, product + " " + line, VersionNumbers.at(line), null));
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
    String distro = Distribution.ofId(id.replace(" ", ""), List.of());
    return distro.equals("unknown") || distro.equals("debian")
        ? Optional.empty()
        : Optional.of(ofLsb(distro, values));
  }

  /** One of a distribution without a name of libguestfs: what it says of itself. */
  static Optional<Release> unknownLsbRelease(String text) {
    Map<String, String> values = Assignments.parse(text);
    Release release = ofLsb("unknown", values);
    return release.productName() == null ? Optional.empty() : Optional.of(release);
  }

  private static Release ofLsb(String distro, Map<String, String> values) {
    String product = values.getOrDefault("DISTRIB_DESCRIPTION", "");
    return new Release(
        distro,
        blankToNull(product.isEmpty() ? values.getOrDefault("DISTRIB_ID", "") : product),
        VersionNumbers.at(values.getOrDefault("DISTRIB_RELEASE", "")),
        null);
  }

  /** Linux Mint's own file: its os-release and lsb-release have been Ubuntu's in some versions. */
  static Optional<Release> mint(String text) {
    Map<String, String> values = Assignments.parse(text);
    String release = values.getOrDefault("RELEASE", "");
    String product = values.getOrDefault("GRUB_TITLE", "");
    if (product.isEmpty()) {
      product = values.getOrDefault("DESCRIPTION", "");
    }
    return release.isEmpty() && product.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Release(
                "linuxmint",
                product.isEmpty() ? "Linux Mint " + release : product,
                VersionNumbers.at(release),
                null));
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
    VersionNumbers numbers =
        version.minor() == null ? new VersionNumbers(version.major(), patch.major()) : version;
    String distro = Distribution.ofProduct(line.get(), "suse-based");
    return Optional.of(new Release(distro, line.get(), numbers, null));
  }

  private static @Nullable String blankToNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
