package io.guestkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.Evidence;
import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.Setting;
import io.guestkit.report.SshServer;
import io.guestkit.testing.Reports;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {

  @Test
  void saysEverythingOnOneScreen() {
    assertThat(TextReport.of("disk.qcow2", Reports.debian(), Colours.NONE))
        .isEqualTo(
            """
            disk.qcow2

              DISK      FORMAT      SIZE  FILE SIZE  NOTES
              /dev/sda  qcow2 3  3.0 GiB    812 MiB  not closed cleanly, on top of base.qcow2, 1 snapshot

              DEVICE        SIZE  PARTITION   TYPE     USED  USE%  MOUNTED ON  LABEL
              /dev/sda1  100 MiB  EFI System  vfat  5.0 MiB    5%  /boot/efi
              /dev/sda2  3.0 GiB  0fc63daf    ext4  1.5 GiB   50%  /           ro\\x1b[2Jot

              VOLUME GROUP     SIZE     FREE  PHYSICAL VOLUMES   LOGICAL VOLUMES
              data          8.0 GiB  1.0 GiB  /dev/sdb, missing  srv

            Debian GNU/Linux 12 (bookworm)
              Root            /dev/sda2
              Hostname        deb12
              Architecture    x86_64
              Init            systemd
              Time zone       Etc/UTC
              Locale          C.UTF-8
              Kernels         6.1.0-49-amd64
              Packages        2 (deb)  (from /var/lib/dpkg/status)
              Users           2 (ann)
              Services        1 enabled, 1 masked

            Problems: 1
              corrupt /dev/sda2 /var/lib/x\\xff: inode 12:\\x0abad checksum
            """);
  }

  @Test
  void showsEachFactThatIsKnownAndItsFiles() {
    OperatingSystem full = Reports.full(OperatingSystem.class);
    Inspection report = Reports.with(Reports.debian(), "operatingSystems", List.of(full));
    report =
        Reports.with(report, "facts", List.of("kernels", "packages", "users", "services", "fstab"));
    report =
        Reports.with(
            report,
            "evidence",
            List.of(
                new Evidence("hostname", "/dev/sda2", "/etc/host\u001bname"),
                new Evidence("users", "/dev/sda2", "/etc/passwd"),
                new Evidence("users", "/dev/sda2", "/etc/passwd"),
                new Evidence("users", "/dev/sda2", "/etc/shadow"),
                new Evidence("packages", "/dev/sda2", "/a"),
                new Evidence("packages", "/dev/sda2", "/b"),
                new Evidence("packages", "/dev/sda2", "/c"),
                new Evidence("packages", "/dev/sda2", "/d"),
                new Evidence("fstab", "/dev/sda2", "/etc/fstab")));

    assertThat(TextReport.of("x", report, Colours.NONE))
        .contains(
            """
            the productName
              Root            the root the rootPath
              Medium          the medium
              Hostname        the hostname  (from /etc/host\\x1bname)
              Architecture    the arch
              Support ends    the supportEnd
              Init            the initSystem
              Time zone       the timezone
              Locale          the locale
              Keyboard        the keyboard
              Installed       2023-11-14T22:13:20Z
              Last activity   2023-11-14T22:13:20Z
              Boot loader     the name, starts the defaultEntry, after 7 s
              Kernels         the version
              Packages        1 (the packageFormat)  (from /a, /b, /c and 1 more)
              Last change     2023-11-14T22:13:20Z
              Applications    1 the kind
              VM tools        the name
              cloud-init      enabled, from the datasource
              Users           1  (from /etc/passwd, /etc/shadow)
              SSH             1 Match
              SSH keys        1 (the user)
              SELinux         the selinux
              AppArmor        the apparmor
              Services        1 the state
              Network         the name the x DHCP DHCPv6
              Name servers    the x
              fstab: from /etc/fstab
            """);
  }

  @Test
  void saysWhoGetsInBySsh() {
    SshServer server =
        new SshServer(
            List.of(
                new Setting("port", "22"),
                new Setting("permitrootlogin", "prohibit-password"),
                new Setting("passwordauthentication", "yes"),
                new Setting("x11forwarding", "no")),
            List.of(),
            List.of());
    OperatingSystem system =
        Reports.with(Reports.debian().operatingSystems().getFirst(), "sshServer", server);
    assertThat(
            TextReport.of(
                "x",
                Reports.with(Reports.debian(), "operatingSystems", List.of(system)),
                Colours.NONE))
        .contains(
            "  SSH             port 22, root login prohibit-password, password authentication yes\n");
  }

  @Test
  void filesAreThoseOfTheSystemThatTheyAreOf() {
    OperatingSystem first = Reports.debian().operatingSystems().getFirst();
    OperatingSystem other = Reports.with(first, "root", "/dev/sdb1");
    other = Reports.with(Reports.with(other, "mountpoints", List.of()), "hostname", "other");
    Inspection report = Reports.with(Reports.debian(), "operatingSystems", List.of(first, other));
    report =
        Reports.with(
            report,
            "evidence",
            List.of(
                new Evidence("hostname", "/dev/sda2", "/etc/hostname"),
                new Evidence("hostname", "/dev/sdb1", "/etc/HOSTNAME")));
    assertThat(TextReport.of("x", report, Colours.NONE))
        .contains(
            "Hostname        deb12  (from /etc/hostname)",
            "Hostname        other  (from /etc/HOSTNAME)");
  }

  @Test
  void leavesOutWhatWasNotRead() {
    Inspection report = Reports.debian();
    Inspection minimal =
        new Inspection(
            1,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            report.operatingSystems(),
            List.of(),
            List.of(),
            List.of());
    assertThat(TextReport.of("x", minimal, Colours.NONE))
        .doesNotContain("Packages", "Users", "Kernels", "Services")
        .endsWith("\nNo problems.\n");
  }

  @Test
  void saysThatThereIsNoSystem() {
    Inspection empty =
        new Inspection(
            1, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of(), List.of());
    assertThat(TextReport.of("x", empty, Colours.NONE))
        .isEqualTo("x\n\nNo operating system was found.\n\nNo problems.\n");
  }

  @Test
  void coloursHeadingsAndProblemsOnly() {
    String text = TextReport.of("x", Reports.debian(), Colours.ANSI);
    assertThat(text)
        .startsWith("\u001b[1mx\u001b[0m\n")
        .contains("\u001b[1;33mProblems: 1\u001b[0m");
    assertThat(text.replace("\u001b[1m", "").replace("\u001b[1;33m", "").replace("\u001b[0m", ""))
        .isEqualTo(TextReport.of("x", Reports.debian(), Colours.NONE));
  }
}
