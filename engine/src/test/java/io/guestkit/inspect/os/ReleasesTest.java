package io.guestkit.inspect.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.report.OperatingSystem;
import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReleasesTest {

  /** File, text; then distro, product, version, package format and manager, osinfo. */
  static Stream<Arguments> rows() {
    return Stream.of(
        row(
            "/etc/os-release",
            "ID=fedora\nVERSION_ID=40\nPRETTY_NAME=\"Fedora Linux 40\"\n",
            "fedora|Fedora Linux 40|40.|rpm dnf|fedora40"),
        row(
            "/etc/os-release",
            "ID=ubuntu\nVERSION_ID=\"22.04\"\nPRETTY_NAME=\"Ubuntu 22.04.4 LTS\"\n",
            "ubuntu|Ubuntu 22.04.4 LTS|22.4|deb apt|ubuntu22.04"),
        row(
            "/etc/os-release",
            "ID=alpine\nVERSION_ID=3.19.1\nPRETTY_NAME='Alpine Linux v3.19'\n",
            "alpinelinux|Alpine Linux v3.19|3.19|apk apk|alpinelinux3.19"),
        row(
            "/etc/os-release",
            "ID=arch\nPRETTY_NAME=\"Arch Linux\"\n",
            "archlinux|Arch Linux|.|pacman pacman|archlinux"),
        row(
            "/etc/os-release",
            "ID=sles\nVERSION_ID=15.5\nNAME=SLES\n",
            "sles|SLES|15.5|rpm zypper|sles15sp5"),
        row(
            "/etc/os-release",
            "ID=opensuse-leap\nVERSION_ID=15.6\nNAME=Leap\n",
            "opensuse|Leap|15.6|rpm zypper|opensuse15.6"),
        row(
            "/etc/os-release",
            "ID=almalinux\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=9.4\nNAME=A\n",
            "redhat-based|A|9.4|rpm dnf|redhat-based9.4"),
        row(
            "/etc/os-release",
            "ID=ol\nVERSION_ID=7.9\nNAME=O\n",
            "oraclelinux|O|7.9|rpm yum|oraclelinux7.9"),
        row("/etc/os-release", "ID=void\nNAME=Void\n", "voidlinux|Void|.|xbps xbps|voidlinux"),
        row("/etc/os-release", "ID=gentoo\nNAME=Gentoo\n", "gentoo|Gentoo|.|ebuild portage|gentoo"),
        row("/etc/os-release", "ID=made-up\nVERSION_ID=rolling\nNAME=Made\n", "unknown|Made|.| |"),
        row(
            "/usr/lib/os-release",
            "ID=rocky\nVERSION_ID=9.4\nNAME=Rocky\n",
            "rocky|Rocky|9.4|rpm dnf|rocky9"),
        row(
            "/etc/lsb-release",
            """
            DISTRIB_ID=Ubuntu
            DISTRIB_RELEASE=10.10
            DISTRIB_DESCRIPTION="Ubuntu 10.10 (Phony Pharaoh)"
            """,
            "ubuntu|Ubuntu 10.10 (Phony Pharaoh)|10.10|deb apt|ubuntu10.10"),
        row(
            "/etc/oracle-release",
            "Oracle Linux Server release 6.5\n",
            "oraclelinux|Oracle Linux Server release 6.5|6.5|rpm yum|oraclelinux6.5"),
        row(
            "/etc/centos-release",
            "CentOS release 6.10 (Final)\n",
            "centos|CentOS release 6.10 (Final)|6.10|rpm yum|centos6.10"),
        row(
            "/etc/rocky-release",
            "Rocky Linux release 8.9 (Green Obsidian)\n",
            "rocky|Rocky Linux release 8.9 (Green Obsidian)|8.9|rpm dnf|rocky8"),
        row(
            "/etc/mageia-release",
            "Mageia release 9 (Official) for x86_64\n",
            "mageia|Mageia release 9 (Official) for x86_64|9.|rpm urpmi|mageia9"),
        row(
            "/etc/mandriva-release",
            "Mandriva Linux release 2010.1 (Official) for i586\n",
            "mandriva|Mandriva Linux release 2010.1 (Official) for i586|2010.1|rpm urpmi|mandriva2010.1"),
        row(
            "/etc/altlinux-release",
            "ALT Linux 6.0.0 Centaurus\n",
            "altlinux|ALT Linux 6.0.0 Centaurus|6.0|rpm apt|altlinux6.0"),
        row(
            "/etc/meego-release",
            "MeeGo release 1.2.0\n",
            "meego|MeeGo release 1.2.0|1.2|rpm yum|meego1.2"),
        row(
            "/etc/pardus-release",
            "Pardus 2011.2\n",
            "pardus|Pardus 2011.2|2011.2|pisi pisi|pardus2011.2"),
        row(
            "/etc/pld-release",
            "3.0 PLD Linux (Th)\n",
            "pldlinux|3.0 PLD Linux (Th)|3.0|rpm null|pldlinux3.0"),
        row(
            "/etc/frugalware-release",
            "Frugalware 1.9\n",
            "frugalware|Frugalware 1.9|1.9| |frugalware1.9"),
        row(
            "/etc/redhat-release",
            "Red Hat Enterprise Linux Server release 5.11 (Tikanga)\n",
            "rhel|Red Hat Enterprise Linux Server release 5.11 (Tikanga)|5.11|rpm yum|rhel5.11"),
        row(
            "/etc/redhat-release",
            "Red Hat Enterprise Linux AS release 4 (Nahant Update 9)\n",
            "rhel|Red Hat Enterprise Linux AS release 4 (Nahant Update 9)|4.9|rpm up2date|rhel4.9"),
        row(
            "/etc/redhat-release",
            "Fedora release 12 (Constantine)\n",
            "fedora|Fedora release 12 (Constantine)|12.|rpm yum|fedora12"),
        row(
            "/etc/redhat-release",
            "Scientific Linux release 6.2 (Carbon)\n",
            "scientificlinux|Scientific Linux release 6.2 (Carbon)|6.2|rpm yum|scientificlinux6.2"),
        row(
            "/etc/redhat-release",
            "XenServer release 7.6.0 (xenenterprise)\n",
            "redhat-based|XenServer release 7.6.0 (xenenterprise)|7.6|rpm yum|redhat-based7.6"),
        row(
            "/etc/SuSE-release",
            "SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 3\n",
            "sles|SUSE Linux Enterprise Server 11 (x86_64)|11.3|rpm zypper|sles11sp3"),
        row(
            "/etc/SuSE-release",
            "openSUSE 13.1 (x86_64)\nVERSION = 13.1\nCODENAME = Bottle\n",
            "opensuse|openSUSE 13.1 (x86_64)|13.1|rpm zypper|opensuse13.1"),
        row(
            "/etc/alpine-release",
            "3.4.0\n",
            "alpinelinux|Alpine Linux 3.4.0|3.4|apk apk|alpinelinux3.4"),
        row("/etc/arch-release", "", "archlinux|null|.|pacman pacman|archlinux"),
        row(
            "/etc/gentoo-release",
            "Gentoo Base System release 2.2\n",
            "gentoo|Gentoo Base System release 2.2|2.2|ebuild portage|gentoo"),
        row(
            "/etc/slackware-version",
            "Slackware 13.37.0\n",
            "slackware|Slackware 13.37.0|13.37| |slackware13.37"),
        row(
            "/etc/ttylinux-target",
            "ttylinux 16.1\n",
            "ttylinux|ttylinux 16.1|16.1| |ttylinux16.1"),
        row(
            "/etc/br-version",
            "2023.02.1\n",
            "buildroot|Buildroot 2023.02.1|2023.2| |buildroot2023.2"),
        row("/etc/cirros/version", "0.6.2\n", "cirros|CirrOS 0.6.2|0.6| |cirros0.6"),
        row("/etc/debian_version", "5.0.1\n", "debian|Debian GNU/Linux 5.0.1|5.0|deb apt|debian5"),
        row(
            "/etc/debian_version",
            "trixie/sid\n",
            "debian|Debian GNU/Linux trixie/sid|.|deb apt|"));
  }

  static Arguments row(String path, String text, String expected) {
    return Arguments.of(path, text, expected);
  }

  static String words(OperatingSystem system) {
    String packaging =
        system.packageFormat() == null
            ? " "
            : system.packageFormat() + " " + system.packageManagement();
    return String.join(
        "|",
        system.distro(),
        String.valueOf(system.productName()),
        Objects.toString(system.majorVersion(), "")
            + "."
            + Objects.toString(system.minorVersion(), ""),
        packaging,
        Objects.toString(system.osinfo(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void eachFileTellsItsSystem(String path, String text, String expected) throws IOException {
    MemoryFilesystem tree = MemoryFilesystem.create().directory("/etc").file(path, text);

    assertThat(words(Guests.inspect(tree))).isEqualTo(expected);
  }

  @Test
  void everyRowOfTheTableIsTested() {
    List<String> tested =
        Stream.concat(rows(), SystemsTest.rows())
            .map(row -> String.valueOf(row.get()[0]))
            .distinct()
            .toList();

    assertThat(ReleaseFile.TABLE.stream().map(ReleaseFile::path).distinct())
        .containsExactlyInAnyOrderElementsOf(tested);
  }

  @Test
  void debianAndCentosTellTheirMinorNumberElsewhere() throws IOException {
    MemoryFilesystem debian =
        MemoryFilesystem.create()
            .file("/usr/lib/os-release", "ID=debian\nVERSION_ID=12\nPRETTY_NAME=Debian\n")
            .link("/etc/os-release", "../usr/lib/os-release")
            .file("/etc/debian_version", "12.15\n");
    MemoryFilesystem centos =
        MemoryFilesystem.create()
            .file("/etc/os-release", "ID=centos\nVERSION_ID=7\nPRETTY_NAME=CentOS\n")
            .file("/etc/centos-release", "CentOS Linux release 7.9.2009 (Core)\n");

    assertThat(words(Guests.inspect(debian))).isEqualTo("debian|Debian|12.15|deb apt|debian12");
    assertThat(words(Guests.inspect(centos))).isEqualTo("centos|CentOS|7.9|rpm yum|centos7.0");
  }

  @Test
  void aDerivativeOfDebianKeepsItsOwnVersion() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file("/etc/os-release", "ID=debian\nVERSION_ID=12\n")
            .file("/etc/debian_version", "trixie/sid\n");

    assertThat(Guests.inspect(tree).minorVersion()).isNull();
  }

  @Test
  void anUnknownDistributionIsToldByItsDatabase() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file("/etc/os-release", "ID=made-up\n")
            .file("/var/lib/dpkg/status", "");

    assertThat(words(Guests.inspect(tree))).isEqualTo("unknown|null|.|deb apt|");
  }

  @Test
  void aSystemThatSaysNothingIsStillOne() throws IOException {
    assertThat(words(Guests.inspect(MemoryFilesystem.create().file("/etc/passwd", ""))))
        .isEqualTo("unknown|null|.| |");
  }
}
