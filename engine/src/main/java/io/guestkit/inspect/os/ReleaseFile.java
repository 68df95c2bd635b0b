package io.guestkit.inspect.os;

import java.util.List;
import java.util.Optional;

/**
 * A file that tells which system it is.
 *
 * @param path its path
 * @param parser understands its text
 */
record ReleaseFile(String path, Parser parser) {
  /** Most telling first: a derived distribution keeps the files of the one it comes from. */
  static final List<ReleaseFile> TABLE =
      List.of(
          new ReleaseFile("/etc/os-release", ReleaseTexts::osRelease),
          new ReleaseFile("/usr/lib/os-release", ReleaseTexts::osRelease),
          new ReleaseFile("/etc/lsb-release", ReleaseTexts::lsbRelease),
          new ReleaseFile("/etc/oracle-release", line("oraclelinux")),
          new ReleaseFile("/etc/centos-release", line("centos")),
          new ReleaseFile("/etc/rocky-release", line("rocky")),
          new ReleaseFile("/etc/mageia-release", line("mageia")),
          new ReleaseFile("/etc/mandriva-release", line("mandriva")),
          new ReleaseFile("/etc/altlinux-release", line("altlinux")),
          new ReleaseFile("/etc/meego-release", line("meego")),
          new ReleaseFile("/etc/pardus-release", line("pardus")),
          new ReleaseFile("/etc/pld-release", line("pldlinux")),
          new ReleaseFile("/etc/frugalware-release", line("frugalware")),
          new ReleaseFile("/etc/redhat-release", ReleaseTexts::redHat),
          new ReleaseFile("/etc/SuSE-release", ReleaseTexts::suse),
          new ReleaseFile("/etc/alpine-release", version("alpinelinux", "Alpine Linux")),
          new ReleaseFile("/etc/arch-release", text -> Optional.of(named("archlinux"))),
          new ReleaseFile("/etc/gentoo-release", line("gentoo")),
          new ReleaseFile("/etc/slackware-version", line("slackware")),
          new ReleaseFile("/etc/ttylinux-target", line("ttylinux")),
          new ReleaseFile("/etc/br-version", version("buildroot", "Buildroot")),
          new ReleaseFile("/etc/cirros/version", version("cirros", "CirrOS")),
          new ReleaseFile("/etc/debian_version", version("debian", "Debian GNU/Linux")));

  /** Understands the text of one kind of file; empty where it tells nothing. */
  @FunctionalInterface
  interface Parser {
    Optional<Release> parse(String text);
  }

  private static Release named(String distro) {
    return new Release(distro, null, VersionNumbers.NONE, null);
  }

  /** A file whose first line is the name of the product. */
  private static Parser line(String distro) {
    return text ->
        ReleaseTexts.firstLine(text)
            .map(line -> new Release(distro, line, VersionNumbers.in(line), null));
  }

  /** A file whose first line is the version. */
  private static Parser version(String distro, String product) {
    return text ->
        ReleaseTexts.firstLine(text)
            .map(line -> new Release(distro, product + " " + line, VersionNumbers.at(line), null));
  }
}
