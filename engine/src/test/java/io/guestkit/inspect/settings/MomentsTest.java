package io.guestkit.inspect.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.Moment;
import io.guestkit.report.Problem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a system was installed, and when it last ran. */
class MomentsTest {
  private static final Instant OLD = Instant.parse("2020-01-02T03:04:05Z");
  private static final Instant NEW = Instant.parse("2024-06-07T08:09:10.123456789Z");

  private static MemoryFilesystem system() {
    return MemoryFilesystem.create().directory("/etc");
  }

  private static @Nullable Moment installed(MemoryFilesystem tree) throws IOException {
    return Guests.inspect(tree, "install_date").installDate();
  }

  private static @Nullable Moment active(MemoryFilesystem tree) throws IOException {
    return Guests.inspect(tree, "last_activity").lastActivity();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/log/installer/status",
        "/var/log/installer/initial-status.gz",
        "/var/log/installer/subiquity-server-info.log",
        "/var/log/installer/syslog",
        "/var/log/installer/lsb-release",
        "/var/log/installer/media-info",
        "/var/log/debian-installer/syslog",
        "/root/anaconda-ks.cfg",
        "/root/install.log",
        "/var/log/anaconda/anaconda.log",
        "/var/log/anaconda.log",
        "/var/log/YaST2/yast-installation-logs.tar.xz",
        "/root/autoinst.xml",
        "/root/drakx/install.log",
        "/root/drakx/report.bug.gz",
        "/var/log/bootstrap.log",
      })
  void theFilesOfInstallersTellWhenTheyWereWritten(String path) throws IOException {
    MemoryFilesystem tree =
        system()
            .file(path, "x")
            .modified(path, OLD)
            .file("/etc/machine-id", "b08dfa6083e7567a1921a715000001fb\n")
            .modified("/etc/machine-id", NEW)
            .created("/", NEW);

    assertThat(installed(tree)).isEqualTo(new Moment(OLD, path));
  }

  @ParameterizedTest
  @CsvSource({
    "/var/log/pacman.log, [2023-01-02T03:04:05+0130] [PACMAN] Running, 2023-01-02T01:34:05Z",
    "/var/log/pacman.log, [2023-01-02T03:04:05-0800] [ALPM] x, 2023-01-02T11:04:05Z",
    "/var/log/pacman.log, [2012-01-02 03:04] installed filesystem, 2012-01-02T03:04:00Z",
    "/var/log/emerge.log, 1293840000: Started emerge on: Jan 01, 2011-01-01T00:00:00Z",
  })
  void theFirstLineOfALogTells(String path, String line, Instant at) throws IOException {
    MemoryFilesystem tree = system().file(path, line + "\n" + "x".repeat(1000)).created("/", NEW);

    assertThat(installed(tree)).isEqualTo(new Moment(at, path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "[]",
        "[2023-13-02T03:04:05+0000]",
        "[2023-01-02T03:04:05+9900]",
        "1:",
        "x: y",
        "[2023-01-02T03:04:05+0x00]",
        "99999999999999: x",
        ": x",
        "[20230102]"
      })
  void aLogThatSaysSomethingElseTellsNothing(String line) throws IOException {
    MemoryFilesystem tree =
        system().file("/var/log/pacman.log", line).file("/var/log/emerge.log", line);

    assertThat(installed(tree)).isNull();
  }

  @Test
  void theMachineIdAndThenTheFilesystemAreTheLastResort() throws IOException {
    MemoryFilesystem tree =
        system().created("/", OLD).directory("/lost+found").modified("/lost+found", NEW);

    assertThat(installed(tree)).isEqualTo(new Moment(OLD, "/"));
    assertThat(installed(system().directory("/lost+found").modified("/lost+found", NEW)))
        .isEqualTo(new Moment(NEW, "/lost+found"));
    assertThat(
            installed(
                tree.file("/etc/machine-id", "uninitialized\n").modified("/etc/machine-id", NEW)))
        .isEqualTo(new Moment(OLD, "/"));
    assertThat(
            installed(
                tree.file("/etc/machine-id", "b08dfa6083e7567a1921a715000001fb\n")
                    .modified("/etc/machine-id", NEW)))
        .isEqualTo(new Moment(NEW, "/etc/machine-id"));
    assertThat(installed(system())).isNull();
  }

  @Test
  void aTimeBeforeLinuxTellsNothing() throws IOException {
    assertThat(installed(system().file("/root/anaconda-ks.cfg", "x").directory("/lost+found")))
        .isNull();
    assertThat(active(system().file("/var/log/wtmp", "x"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/log/wtmp",
        "/var/log/btmp",
        "/var/log/lastlog",
        "/var/lib/lastlog/lastlog2.db",
        "/var/lib/wtmpdb/wtmp.db",
        "/var/log/syslog",
        "/var/log/messages",
        "/var/log/auth.log",
        "/var/log/secure",
        "/var/log/kern.log",
        "/var/log/cron",
        "/var/log/cron.log",
        "/var/log/audit/audit.log",
        "/var/log/dpkg.log",
        "/var/log/dnf.log",
        "/var/log/pacman.log",
        "/var/log/zypp/history",
        "/var/log/dmesg",
        "/var/log/boot.log",
        "/var/log/cloud-init.log",
        "/var/lib/systemd/timesync/clock",
        "/var/lib/private/systemd/timesync/clock",
        "/var/lib/systemd/random-seed",
        "/var/lib/urandom/random-seed",
        "/var/lib/random-seed",
        "/var/lib/seedrng/seed.credit",
        "/var/log/journal/b08dfa6083e7567a1921a715000001fb/system.journal",
      })
  void theNewestOfManyFilesIsTheLastActivity(String path) throws IOException {
    InspectionNotes notes = new InspectionNotes();
    MemoryFilesystem tree =
        system()
            .file("/var/log/wtmp", "")
            .modified("/var/log/wtmp", OLD)
            .file("/var/log/messages", "")
            .modified("/var/log/messages", OLD.minusSeconds(1))
            .file(path, "")
            .modified(path, NEW);

    assertThat(Guests.inspect(tree, notes, "last_activity").lastActivity())
        .isEqualTo(new Moment(NEW, path));
    assertThat(notes.evidence()).extracting("path").contains(path);
  }

  @Test
  void manyJournalsAreBounded() throws IOException {
    MemoryFilesystem tree = system();
    for (int i = 0; i < 20; i++) {
      String path = "/var/log/journal/%02d/system.journal".formatted(i);
      tree.file(path, "").modified(path, OLD.plusSeconds(i));
    }
    InspectionNotes notes = new InspectionNotes();

    assertThat(
            Objects.requireNonNull(Guests.inspect(tree, notes, "last_activity").lastActivity())
                .at())
        .isEqualTo(OLD.plusSeconds(15));
    assertThat(notes.problems())
        .containsExactly(
            new Problem(
                "limit",
                "/dev/sda1",
                "/var/log/journal",
                "/var/log/journal: more than the 16 directories that are looked at"));
  }

  @Test
  void survivesDamage() {
    for (String path : List.of("/var/log/pacman.log", "/var/log/emerge.log")) {
      for (String line : List.of("[2023-01-02T03:04:05+0130] [PACMAN]", "1293840000: Started")) {
        Mutations.run(
            line.getBytes(StandardCharsets.US_ASCII),
            List.of(),
            (damaged, session) ->
                installed(MemoryFilesystem.create(session).directory("/etc").file(path, damaged)));
      }
    }
  }
}
