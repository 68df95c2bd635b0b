package io.guestkit.inspect.os;

import static io.guestkit.inspect.os.ReleasesTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Systems by the files that they have, the oldest and the rarest too. */
class SystemsTest {

  /** File, text; then distro, product, version, package format and manager, osinfo. */
  static Stream<Arguments> rows() {
    return Stream.of(
        row(
            "/etc/os-release",
            "ID=sled\nVERSION_ID=12.5\nNAME=SLED\n",
            "sles|SLED|12.5|rpm zypper|sles12sp5"),
        row(
            "/etc/os-release",
            "ID=opensuse-tumbleweed\nVERSION_ID=20240823\nNAME=TW\n",
            "opensuse|TW|20240823.|rpm zypper|opensuse20240823.0"),
        row(
            "/etc/os-release",
            "ID=sle-micro\nID_LIKE=suse\nVERSION_ID=5.5\nNAME=Micro\n",
            "suse-based|Micro|5.5|rpm zypper|suse-based5.5"),
        row(
            "/etc/os-release",
            "ID=amzn\nID_LIKE=\"rhel fedora\"\nVERSION_ID=2018.03\nPRETTY_NAME=\"Amazon Linux AMI 2018.03\"\n",
            "redhat-based|Amazon Linux AMI 2018.03|2018.3|rpm yum|redhat-based2018.3"),
        row(
            "/etc/os-release",
            "ID=amzn\nID_LIKE=\"centos rhel fedora\"\nVERSION_ID=2\nPRETTY_NAME=\"Amazon Linux 2\"\n",
            "redhat-based|Amazon Linux 2|2.|rpm yum|redhat-based2.0"),
        row(
            "/etc/os-release",
            "ID=amzn\nID_LIKE=fedora\nVERSION_ID=2023\nPRETTY_NAME=\"Amazon Linux 2023\"\n",
            "redhat-based|Amazon Linux 2023|2023.|rpm dnf|redhat-based2023.0"),
        row(
            "/etc/os-release",
            "ID=\"openEuler\"\nVERSION_ID=\"24.03\"\nNAME=openEuler\n",
            "openeuler|openEuler|24.3|rpm dnf|openeuler24.3"),
        row(
            "/etc/os-release",
            "ID=circle\nID_LIKE=\"rhel\"\nVERSION_ID=9.3\nNAME=Circle\n",
            "circle|Circle|9.3|rpm dnf|circle9"),
        row(
            "/etc/os-release",
            "ID=centos\nVERSION_ID=9\nPRETTY_NAME=\"CentOS Stream 9\"\n",
            "centos|CentOS Stream 9|9.|rpm dnf|centos9"),
        row(
            "/etc/os-release",
            "ID=kali\nVERSION_ID=2024.1\nNAME=Kali\n",
            "kalilinux|Kali|2024.1|deb apt|kalilinux2024.1"),
        row(
            "/etc/os-release",
            "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\nVERSION_ID=21.3\nNAME=Mint\n",
            "linuxmint|Mint|21.3|deb apt|linuxmint21.3"),
        row(
            "/etc/os-release",
            "ID=kylin\nVERSION_ID=\"V10\"\nNAME=Kylin\n",
            "kylin|Kylin|10.|deb apt|kylin10.0"),
        row(
            "/etc/os-release",
            "ID=neokylin\nVERSION_ID=\"V7Update2\"\nNAME=NeoKylin\n",
            "neokylin|NeoKylin|7.2|rpm dnf|neokylin7.2"),
        row(
            "/etc/os-release",
            "ID=altlinux\nVERSION_ID=10\nNAME=ALT\n",
            "altlinux|ALT|10.|rpm apt|alt10.0"),
        row(
            "/etc/os-release",
            "ID=openmandriva\nVERSION_ID=\"5.0\"\nNAME=OM\n",
            "openmandriva|OM|5.0|rpm dnf|openmandriva5.0"),
        row(
            "/etc/os-release",
            "ID=mageia\nVERSION_ID=9\nNAME=Mageia\n",
            "mageia|Mageia|9.|rpm urpmi|mageia9"),
        row("/etc/os-release", "ID=frugalware\nNAME=Frugalware\n", "frugalware|Frugalware|.| |"),
        row(
            "/etc/os-release",
            "ID=fedora\nVERSION_ID=39\nVARIANT_ID=coreos\nNAME=FCOS\n",
            "fedora|FCOS|39.|rpm dnf|fedora39"),
        row(
            "/etc/os-release",
            "ID=flatcar\nID_LIKE=coreos\nVERSION_ID=3815.2.0\nNAME=Flatcar\n",
            "unknown|Flatcar|3815.2| |"),
        row(
            "/etc/os-release",
            "ID=bottlerocket\nVERSION_ID=1.19.1\nNAME=Bottlerocket\n",
            "unknown|Bottlerocket|1.19| |"),
        row(
            "/etc/os-release",
            "ID=nixos\nVERSION_ID=\"18.09.1436.a7fd4310c0c\"\nNAME=NixOS\n",
            "unknown|NixOS|18.9| |"),
        row(
            "/nix/var/nix/profiles/system/etc/os-release",
            "ID=nixos\nVERSION_ID=\"24.05\"\nNAME=NixOS\n",
            "unknown|NixOS|24.5| |"),
        row("/etc/os-release", "ID=photon\nVERSION_ID=5.0\nNAME=Photon\n", "unknown|Photon|5.0| |"),
        row(
            "/etc/os-release",
            "ID=azurelinux\nVERSION_ID=\"3.0\"\nNAME=Azure\n",
            "unknown|Azure|3.0| |"),
        row(
            "/etc/os-release",
            "ID=raspbian\nID_LIKE=debian\nVERSION_ID=12\nNAME=Raspbian\n",
            "unknown|Raspbian|12.| |"),
        row(
            "/usr/share/coreos/lsb-release",
            "DISTRIB_ID=CoreOS\nDISTRIB_RELEASE=647.0.0\nDISTRIB_DESCRIPTION=\"CoreOS 647.0.0\"\n",
            "coreos|CoreOS 647.0.0|647.0| |coreos647.0"),
        row(
            "/etc/lsb-release",
            "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=8.04\nDISTRIB_DESCRIPTION=\"Ubuntu 8.04.4 LTS\"\n",
            "ubuntu|Ubuntu 8.04.4 LTS|8.4|deb apt|ubuntu8.04"),
        row(
            "/etc/lsb-release",
            "DISTRIB_ID=LinuxMint\nDISTRIB_RELEASE=10\nDISTRIB_DESCRIPTION=\"Linux Mint 10 Julia\"\n",
            "linuxmint|Linux Mint 10 Julia|10.|deb apt|linuxmint10.0"),
        row(
            "/etc/lsb-release",
            "LSB_VERSION=lsb-4.0-amd64\nDISTRIB_ID=MandrivaLinux\nDISTRIB_RELEASE=2010.1\n",
            "mandriva|MandrivaLinux|2010.1|rpm urpmi|mandriva2010.1"),
        row(
            "/etc/lsb-release",
            "DISTRIB_ID=\"Made Up\"\nDISTRIB_RELEASE=7.1\n",
            "unknown|Made Up|7.1| |"),
        row(
            "/etc/enterprise-release",
            "Enterprise Linux Enterprise Linux AS release 4 (October Update 5)\n",
            "oraclelinux|Enterprise Linux Enterprise Linux AS release 4 (October Update 5)|4.5|rpm up2date|oraclelinux4.5"),
        row(
            "/etc/circle-release",
            "Circle Linux release 8.9 (Peridot)\n",
            "circle|Circle Linux release 8.9 (Peridot)|8.9|rpm dnf|circle8"),
        row(
            "/etc/almalinux-release",
            "AlmaLinux release 8.4 (Electric Cheetah)\n",
            "redhat-based|AlmaLinux release 8.4 (Electric Cheetah)|8.4|rpm dnf|redhat-based8.4"),
        row(
            "/etc/sl-release",
            "Scientific Linux release 7.2 (Nitrogen)\n",
            "scientificlinux|Scientific Linux release 7.2 (Nitrogen)|7.2|rpm yum|scientificlinux7.2"),
        row(
            "/etc/openEuler-release",
            "openEuler release 20.03 (LTS)\n",
            "openeuler|openEuler release 20.03 (LTS)|20.3|rpm dnf|openeuler20.3"),
        row(
            "/etc/neokylin-release",
            "NeoKylin Linux release 6.5 (Ha)\n",
            "neokylin|NeoKylin Linux release 6.5 (Ha)|6.5|rpm dnf|neokylin6.5"),
        row(
            "/etc/kylin-release",
            "Kylin Linux Advanced Server release V10 (Tercel)\n",
            "kylin|Kylin Linux Advanced Server release V10 (Tercel)|10.|deb apt|kylin10.0"),
        row(
            "/etc/openmandriva-release",
            "OpenMandriva Lx release 4.2 (Argon) Rock for x86_64\n",
            "openmandriva|OpenMandriva Lx release 4.2 (Argon) Rock for x86_64|4.2|rpm dnf|openmandriva4.2"),
        row(
            "/etc/mandrakelinux-release",
            "Mandrakelinux release 10.1 (Official) for i586\n",
            "mandriva|Mandrakelinux release 10.1 (Official) for i586|10.1|rpm urpmi|mandriva10.1"),
        row(
            "/etc/mandrake-release",
            "Mandrake Linux release 9.2 (FiveStar) for i586\n",
            "mandriva|Mandrake Linux release 9.2 (FiveStar) for i586|9.2|rpm urpmi|mandriva9.2"),
        row(
            "/etc/photon-release",
            "VMware Photon OS 4.0\nPHOTON_BUILD_NUMBER=2f5aad892\n",
            "unknown|VMware Photon OS 4.0|4.0| |"),
        row(
            "/etc/azurelinux-release",
            "Microsoft Azure Linux 3.0.20240727\n",
            "unknown|Microsoft Azure Linux 3.0.20240727|3.0| |"),
        row(
            "/etc/mariner-release",
            "CBL-Mariner 2.0.20230126\n",
            "unknown|CBL-Mariner 2.0.20230126|2.0| |"),
        row(
            "/etc/redhat-release",
            "Fedora Core release 4 (Stentz)\n",
            "fedora|Fedora Core release 4 (Stentz)|4.|rpm yum|fedora4"),
        row(
            "/etc/redhat-release",
            "CentOS release 5.11 (Final)\n",
            "centos|CentOS release 5.11 (Final)|5.11|rpm yum|centos5.11"),
        row(
            "/etc/fedora-release",
            "Fedora release 7 (Moonshine)\n",
            "fedora|Fedora release 7 (Moonshine)|7.|rpm yum|fedora7"),
        row(
            "/etc/system-release",
            "Amazon Linux AMI release 2014.03\n",
            "redhat-based|Amazon Linux AMI release 2014.03|2014.3|rpm yum|redhat-based2014.3"),
        row(
            "/etc/SuSE-release",
            "SUSE Linux Enterprise Server 10 (i586)\nVERSION = 10\nPATCHLEVEL = 4\n",
            "sles|SUSE Linux Enterprise Server 10 (i586)|10.4|rpm zypper|sles10sp4"),
        row(
            "/etc/SuSE-release",
            "SUSE LINUX Enterprise Server 9 (x86_64)\nVERSION = 9\nPATCHLEVEL = 0\n",
            "sles|SUSE LINUX Enterprise Server 9 (x86_64)|9.0|rpm zypper|sles9"),
        row(
            "/etc/SuSE-release",
            "SUSE LINUX 10.0 (X86-64) OSS\nVERSION = 10.0\n",
            "opensuse|SUSE LINUX 10.0 (X86-64) OSS|10.0|rpm zypper|opensuse10.0"),
        row(
            "/etc/novell-release",
            "Novell Linux Desktop 9 (i586)\nVERSION = 9\nPATCHLEVEL = 2\n",
            "sles|Novell Linux Desktop 9 (i586)|9.2|rpm zypper|sles9sp2"),
        row(
            "/etc/linuxmint/info",
            "RELEASE=17.3\nDESCRIPTION=\"Linux Mint 17.3 Rosa\"\n",
            "linuxmint|Linux Mint 17.3 Rosa|17.3|deb apt|linuxmint17.3"),
        row("/etc/devuan_version", "ceres\n", "unknown|Devuan ceres|.| |"),
        row("/etc/debian_version", "4.0\n", "debian|Debian GNU/Linux 4.0|4.0|deb apt|debian4"),
        row("/etc/debian_version", "3.1\n", "debian|Debian GNU/Linux 3.1|3.1|deb apt|debian3.1"));
  }

  private static MemoryFilesystem tree() {
    return MemoryFilesystem.create().directory("/etc");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void eachFileTellsItsSystem(String path, String text, String expected) throws IOException {
    assertThat(ReleasesTest.words(Guests.inspect(tree().file(path, text)))).isEqualTo(expected);
  }

  @Test
  void mintSaysItsNameInAFileOfItsOwn() throws IOException {
    var system =
        Guests.inspect(
            tree()
                .file("/etc/os-release", "ID=ubuntu\nVERSION_ID=14.04\nPRETTY_NAME=Ubuntu\n")
                .file("/etc/linuxmint/info", "RELEASE=17.3\nGRUB_TITLE=Linux Mint 17.3\n"));

    assertThat(ReleasesTest.words(system))
        .isEqualTo("linuxmint|Linux Mint 17.3|17.3|deb apt|linuxmint17.3");
    assertThat(system.osRelease()).extracting("id").isEqualTo("ubuntu");
  }

  @Test
  void cirrosIsMadeOfBuildroot() throws IOException {
    assertThat(
            ReleasesTest.words(
                Guests.inspect(
                    tree()
                        .file("/etc/os-release", "ID=buildroot\nVERSION_ID=2019.02\nNAME=B\n")
                        .file("/etc/cirros/version", "0.5.2\n"))))
        .isEqualTo("cirros|CirrOS 0.5.2|0.5| |cirros0.5");
  }

  @Test
  void anUnknownSystemWithRedHatsFileIsBasedOnIt() throws IOException {
    MemoryFilesystem tree =
        tree().file("/etc/os-release", "ID=tencentos\nVERSION_ID=4.2\nNAME=TencentOS\n");

    assertThat(
            ReleasesTest.words(Guests.inspect(tree.file("/etc/redhat-release", "TencentOS 4.2\n"))))
        .isEqualTo("redhat-based|TencentOS|4.2|rpm null|redhat-based4.2");
    assertThat(Guests.inspect(tree.file("/usr/bin/dnf", "")).packageManagement()).isEqualTo("dnf");
  }

  @Test
  void databasesAndProgramsTellWhatADistributionDoesNot() throws IOException {
    assertThat(
            packaging(
                tree()
                    .file("/etc/os-release", "ID=photon\nNAME=P\n")
                    .directory("/var/lib/rpm")
                    .file("/usr/bin/tdnf", "")))
        .isEqualTo("rpm dnf");
    assertThat(packaging(tree().file("/etc/os-release", "ID=x\n").directory("/var/lib/rpm")))
        .isEqualTo("rpm null");
    assertThat(
            packaging(
                tree().file("/etc/os-release", "ID=manjaro\n").directory("/var/lib/pacman/local")))
        .isEqualTo("pacman pacman");
    assertThat(
            packaging(
                tree()
                    .file("/etc/os-release", "ID=kylin\nVERSION_ID=V10\n")
                    .directory("/var/lib/rpm")
                    .file("/usr/bin/dnf", "")))
        .isEqualTo("rpm dnf");
    assertThat(
            packaging(
                tree().file("/etc/os-release", "ID=pardus\n").file("/var/lib/dpkg/status", "")))
        .isEqualTo("deb apt");
    assertThat(packaging(tree().file("/etc/os-release", "ID=pardus\n"))).isEqualTo("pisi pisi");
  }

  private static String packaging(MemoryFilesystem tree) throws IOException {
    var system = Guests.inspect(tree);
    return system.packageFormat() + " " + system.packageManagement();
  }

  @Test
  void survivesDamage() {
    String text =
        "ID=ubuntu\nID_LIKE=\"debian x\"\nVERSION_ID=\"22.04\"\nPRETTY_NAME='U'\nVERSION = 9Update7\n";
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    for (ReleaseFile file : ReleaseFile.TABLE) {
      Mutations.run(
          bytes,
          List.of(),
          (damaged, session) ->
              Guests.inspect(
                  MemoryFilesystem.create(session).directory("/etc").file(file.path(), damaged)));
    }
  }
}
