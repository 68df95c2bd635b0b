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
  /**
   * Most telling first: a derived distribution keeps the files of the one it comes from, and
   * os-release(5) is the one that all of today's write.
   */
  static final List<ReleaseFile> TABLE =
      List.of(
          new ReleaseFile("/etc/os-release", ReleaseTexts::osRelease),
          new ReleaseFile("/usr/lib/os-release", ReleaseTexts::osRelease),
          // NixOS makes /etc when it starts: an image that never did has none.
          new ReleaseFile("/nix/var/nix/profiles/system/etc/os-release", ReleaseTexts::osRelease),
          new ReleaseFile("/etc/lsb-release", ReleaseTexts::lsbRelease),
          new ReleaseFile("/usr/share/coreos/lsb-release", ReleaseTexts::lsbRelease),
          new ReleaseFile("/etc/oracle-release", ReleaseTexts.line("oraclelinux")),
          new ReleaseFile("/etc/enterprise-release", ReleaseTexts.line("oraclelinux")),
          new ReleaseFile("/etc/centos-release", ReleaseTexts.product("centos")),
          new ReleaseFile("/etc/rocky-release", ReleaseTexts.line("rocky")),
          new ReleaseFile("/etc/circle-release", ReleaseTexts.line("circle")),
          new ReleaseFile("/etc/almalinux-release", ReleaseTexts.line("redhat-based")),
          new ReleaseFile("/etc/sl-release", ReleaseTexts.line("scientificlinux")),
          new ReleaseFile("/etc/openEuler-release", ReleaseTexts.line("openeuler")),
          new ReleaseFile("/etc/neokylin-release", ReleaseTexts.line("neokylin")),
          new ReleaseFile("/etc/kylin-release", ReleaseTexts.line("kylin")),
          new ReleaseFile("/etc/openmandriva-release", ReleaseTexts.line("openmandriva")),
          new ReleaseFile("/etc/mageia-release", ReleaseTexts.line("mageia")),
          new ReleaseFile("/etc/mandriva-release", ReleaseTexts.product("mandriva")),
          new ReleaseFile("/etc/mandrakelinux-release", ReleaseTexts.product("mandriva")),
          new ReleaseFile("/etc/mandrake-release", ReleaseTexts.line("mandriva")),
          new ReleaseFile("/etc/altlinux-release", ReleaseTexts.line("altlinux")),
          new ReleaseFile("/etc/meego-release", ReleaseTexts.line("meego")),
          new ReleaseFile("/etc/pardus-release", ReleaseTexts.line("pardus")),
          new ReleaseFile("/etc/pld-release", ReleaseTexts.line("pldlinux")),
          new ReleaseFile("/etc/frugalware-release", ReleaseTexts.line("frugalware")),
          new ReleaseFile("/etc/photon-release", ReleaseTexts.line("unknown")),
          new ReleaseFile("/etc/azurelinux-release", ReleaseTexts.line("unknown")),
          new ReleaseFile("/etc/mariner-release", ReleaseTexts.line("unknown")),
          new ReleaseFile("/etc/redhat-release", ReleaseTexts.product("redhat-based")),
          new ReleaseFile("/etc/fedora-release", ReleaseTexts.product("fedora")),
          new ReleaseFile("/etc/system-release", ReleaseTexts.product("redhat-based")),
          new ReleaseFile("/etc/SuSE-release", ReleaseTexts::suse),
          new ReleaseFile("/etc/novell-release", ReleaseTexts::suse),
          new ReleaseFile(
              "/etc/alpine-release", ReleaseTexts.version("alpinelinux", "Alpine Linux")),
          new ReleaseFile("/etc/arch-release", ReleaseTexts.named("archlinux")),
          new ReleaseFile("/etc/gentoo-release", ReleaseTexts.line("gentoo")),
          new ReleaseFile("/etc/slackware-version", ReleaseTexts.line("slackware")),
          new ReleaseFile("/etc/ttylinux-target", ReleaseTexts.line("ttylinux")),
          new ReleaseFile("/etc/cirros/version", ReleaseTexts.version("cirros", "CirrOS")),
          new ReleaseFile("/etc/br-version", ReleaseTexts.version("buildroot", "Buildroot")),
          new ReleaseFile("/etc/linuxmint/info", ReleaseTexts::mint),
          new ReleaseFile("/etc/devuan_version", ReleaseTexts.version("unknown", "Devuan")),
          new ReleaseFile(
              "/etc/debian_version", ReleaseTexts.version("debian", "Debian GNU/Linux")),
          // What no other file knows has at least a name here.
          new ReleaseFile("/etc/lsb-release", ReleaseTexts::unknownLsbRelease));

  /** Understands the text of one kind of file; empty where it tells nothing. */
  @FunctionalInterface
  interface Parser {
    Optional<Release> parse(String text);
  }
}
