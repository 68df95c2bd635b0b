package io.guestkit.inspect.os;

import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Finds out what a system is. */
public final class Releases {
  private Releases() {}

  /** Returns what the first release file that tells something says, refined by older files. */
  public static Release read(FactFiles files) throws IOException {
    for (ReleaseFile file : ReleaseFile.TABLE) {
      Optional<Release> release = files.text(file.path()).flatMap(file.parser()::parse);
      if (release.isPresent()) {
        return refine(release.get(), files);
      }
    }
    return Release.UNKNOWN;
  }

  /** What os-release leaves out, or says of the distribution that a system is made of. */
  private static Release refine(Release release, FactFiles files) throws IOException {
    return switch (release.distro()) {
      case "debian" -> withMinor(release, files, "/etc/debian_version", VersionNumbers::at);
      case "centos" -> withMinor(release, files, "/etc/centos-release", VersionNumbers::in);
      case "ubuntu" -> ofMint(release, files);
      case "rhel" -> release.withDistro(ofProduct(release));
      case "buildroot" ->
          ofOwnFile(
              release, files, "/etc/cirros/version", ReleaseTexts.version("cirros", "CirrOS"));
      case "unknown" -> release.withDistro(family(files));
      default -> release;
    };
  }

  private static Release withMinor(
      Release release, FactFiles files, String path, Function<String, VersionNumbers> parser)
      throws IOException {
    if (release.version().minor() != null) {
      return release;
    }
    Optional<VersionNumbers> version = files.text(path).map(parser);
    return version.isEmpty()
        ? release
        : release.withVersion(release.version().refinedBy(version.get()));
  }

  /** Linux Mint has had os-release of Ubuntu, but its own lsb-release. */
  private static Release ofMint(Release ubuntu, FactFiles files) throws IOException {
    Release mint = ofOwnFile(ubuntu, files, "/etc/linuxmint/info", ReleaseTexts::mint);
    if (ubuntu.osRelease() == null || mint.distro().equals("linuxmint")) {
      return mint;
    }
    Release lsb = ofOwnFile(ubuntu, files, "/etc/lsb-release", ReleaseTexts::lsbRelease);
    return lsb.distro().equals("linuxmint") ? lsb : ubuntu;
  }

  /** Scientific Linux 7 has the ID of Red Hat and a name of its own. */
  private static String ofProduct(Release release) {
    String product = release.productName();
    return product == null ? release.distro() : Distribution.ofProduct(product, release.distro());
  }

  private static Release ofOwnFile(
      Release release, FactFiles files, String path, ReleaseFile.Parser parser) throws IOException {
    return files
        .text(path)
        .flatMap(parser::parse)
        .map(own -> own.withOsRelease(release.osRelease()))
        .orElse(release);
  }

  /** A system whose name libguestfs does not know may say whose programs can read it. */
  private static String family(FactFiles files) throws IOException {
    if (files.exists("/etc/redhat-release")) {
      return "redhat-based";
    }
    return files.exists("/etc/SuSE-release") ? "suse-based" : "unknown";
  }
}
