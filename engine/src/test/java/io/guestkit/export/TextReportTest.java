package io.guestkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.Inspection;
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
              Root          /dev/sda2
              Hostname      deb12
              Architecture  x86_64
              Init          systemd
              Time zone     Etc/UTC
              Locale        C.UTF-8
              Kernels       6.1.0-49-amd64
              Packages      2 (deb)
              Users         2 (ann)
              Services      1 enabled, 1 masked

            Problems: 1
              corrupt /dev/sda2 /var/lib/x\\xff: inode 12:\\x0abad checksum
            """);
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
