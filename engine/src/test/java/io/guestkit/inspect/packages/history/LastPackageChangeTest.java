package io.guestkit.inspect.packages.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.Evidence;
import io.guestkit.testing.HostTreeFilesystem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastPackageChangeTest {
  private static final String DPKG =
      """
      2024-01-01 10:00:00 startup archives unpack
      2024-01-01 10:00:01 upgrade tzdata:all 2023 2024
      2024-01-01 10:00:02 status installed tzdata:all 2024
      2024-07-02 11:00:00 startup packages configure
      """;

  private final InspectionNotes notes = new InspectionNotes();

  private static MemoryFilesystem guest(String id) {
    return MemoryFilesystem.create().file("/etc/os-release", "ID=" + id + "\n");
  }

  private @Nullable Instant read(MemoryFilesystem tree, String... facts) throws IOException {
    String[] asked = facts.length == 0 ? new String[] {"last_package_change"} : facts;
    Instant change = Guests.inspect(tree, notes, asked).lastPackageChange();
    assertThat(notes.problems()).isEmpty();
    return change;
  }

  @Test
  void theLastLineOfDpkgsLogThatIsAChangeTellsIt() throws IOException {
    assertThat(read(guest("debian").file("/var/log/dpkg.log", DPKG)))
        .isEqualTo("2024-01-01T10:00:02Z");
    assertThat(notes.evidence())
        .contains(new Evidence("last_package_change", "/dev/sda1", "/var/log/dpkg.log"));
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Paris, 2024-01-01T09:00:02Z",
    "America/New_York, 2024-01-01T15:00:02Z",
    "Etc/UTC, 2024-01-01T10:00:02Z",
    "No/Where, 2024-01-01T10:00:02Z",
    "../../x, 2024-01-01T10:00:02Z",
  })
  void logsAreInTheGuestsTimeZone(String zone, String expected) throws IOException {
    MemoryFilesystem tree =
        guest("debian").file("/etc/timezone", zone + "\n").file("/var/log/dpkg.log", DPKG);

    assertThat(read(tree)).isEqualTo(expected);
    assertThat(read(tree, "last_package_change", "timezone")).isEqualTo(expected);
  }

  @Test
  void theLogThatWasRotatedLastTellsItWhereTheLogIsEmpty() throws IOException {
    assertThat(
            read(guest("debian").file("/var/log/dpkg.log", "").file("/var/log/dpkg.log.1", DPKG)))
        .isEqualTo("2024-01-01T10:00:02Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "debian!/var/log/apt/history.log!End-Date: 2024-02-03  04:05:06!2024-02-03T04:05:06Z",
        "fedora!/var/log/dnf.rpm.log"
            + "!2024-02-03T04:05:06+0200 SUBDEBUG Installed: a-1-1.noarch!2024-02-03T02:05:06Z",
        "fedora!/var/log/dnf.rpm.log!2021-02-03T04:05:06Z SUBDEBUG Erase: a!2021-02-03T04:05:06Z",
        "sles!/var/log/zypp/history"
            + "!2024-02-03 04:05:06|remove |a|1-1|noarch|root@h|!2024-02-03T04:05:06Z",
        "arch!/var/log/pacman.log"
            + "![2024-02-03T04:05:06-0330] [ALPM] upgraded a (1-1 -> 2-1)!2024-02-03T07:35:06Z",
        "arch!/var/log/pacman.log![2019-02-03 04:05] [ALPM] removed a (1-1)!2019-02-03T04:05:00Z",
        "arch!/var/log/pacman.log![2012-02-03 04:05] installed a (1-1)!2012-02-03T04:05:00Z",
        "gentoo!/var/log/emerge.log"
            + "!1714979289:  ::: completed emerge (1 of 1) a/b-1 to /!2024-05-06T07:08:09Z",
        "gentoo!/var/log/emerge.log!1714979289:  >>> unmerge success: a/b-1!2024-05-06T07:08:09Z",
      })
  void readsTheLogsOfOthers(String id, String path, String line, String expected)
      throws IOException {
    MemoryFilesystem tree =
        guest(id)
            .file("/var/lib/rpm/none", "")
            .file(path, line + "\n2030-01-01 00:00:00 something else\n[2030-01-01 00:00] [X] y\n");

    InspectionNotes ignored = new InspectionNotes();
    assertThat(Guests.inspect(tree, ignored, "last_package_change").lastPackageChange())
        .isEqualTo(expected);
  }

  @Test
  void readsOnlyTheEndOfALongLog() throws IOException {
    String line = "2024-01-01 10:00:01 status unpacked tzdata:all 2024\n";
    MemoryFilesystem tree =
        guest("debian").file("/var/log/dpkg.log", DPKG + "startup\n" + line.repeat(5000));

    assertThat(read(tree)).isEqualTo("2024-01-01T10:00:01Z");
  }

  @Test
  void theNewestOfLogsAndPackagesCounts() throws IOException {
    String desc = "%NAME%\na\n\n%VERSION%\n1-1\n\n%INSTALLDATE%\n1714979289\n";
    String log = "[2024-02-03T04:05:06+0000] [ALPM] installed b (1-1)\n";
    MemoryFilesystem tree =
        guest("arch")
            .file("/var/lib/pacman/local/a-1-1/desc", desc)
            .file("/var/log/pacman.log", log);

    assertThat(read(tree)).isEqualTo("2024-02-03T04:05:06Z");
    assertThat(read(tree, "packages", "last_package_change")).isEqualTo("2024-05-06T07:08:09Z");
  }

  @Test
  void packagesAreReadWhereNothingElseTells() throws IOException {
    MemoryFilesystem tree =
        guest("void")
            .file(
                "/var/db/xbps/pkgdb-0.38.plist",
                """
                <plist><dict><key>a</key><dict><key>pkgver</key><string>a-1_1</string>
                <key>install-date</key><string>2024-02-03 04:05 UTC</string></dict></dict></plist>
                """);

    assertThat(read(tree)).isEqualTo("2024-02-03T04:05:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "debian, var/lib/dpkg/status",
    "alpine, lib/apk/db/installed",
    "alpine, usr/lib/apk/db/installed",
    "arch, var/lib/pacman/local",
    "gentoo, var/db/pkg",
    "openwrt, usr/lib/opkg/status",
  })
  void withoutALogTheTimeOfTheDatabaseTellsIt(String id, String path, @TempDir Path folder)
      throws IOException {
    Files.createDirectories(folder.resolve("etc"));
    Files.writeString(folder.resolve("etc/os-release"), "ID=" + id + "\n");
    Files.createDirectories(folder.resolve(path));
    Instant written = Instant.parse("2024-05-06T07:08:09.5Z");
    Files.setLastModifiedTime(folder.resolve(path), FileTime.from(written));
    HostTreeFilesystem tree = HostTreeFilesystem.of(folder);

    assertThat(Guests.inspect(tree, notes, "last_package_change").lastPackageChange())
        .isEqualTo(written);
    assertThat(notes.evidence())
        .contains(new Evidence("last_package_change", "/dev/sda1", "/" + path));

    Files.setLastModifiedTime(folder.resolve(path), FileTime.from(Instant.EPOCH));
    assertThat(Guests.inspect(tree, notes, "last_package_change").lastPackageChange()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-30 10:00:00 status",
    "2024-01-01 status",
    "2024-01-01 25:00:00 x",
    "2024",
    "''",
  })
  void whatIsNoTimeTellsNothing(String line) throws IOException {
    assertThat(read(guest("debian").file("/var/log/dpkg.log", line + "\n"))).isNull();
  }

  @Test
  void survivesDamage() {
    Mutations.run(
        DPKG.getBytes(StandardCharsets.UTF_8),
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/os-release", "ID=debian\n")
                    .file("/etc/timezone", image)
                    .file("/var/log/dpkg.log", image),
                "last_package_change"));
    for (String log :
        List.of(
            "[2024-02-03T04:05:06-0330] [ALPM] upgraded a (1-1 -> 2-1)\n",
            "2024-02-03T04:05:06+0200 SUBDEBUG Installed: a\n",
            "1714979289:  ::: completed emerge (1 of 1) a/b-1 to /\n")) {
      String id = log.startsWith("[") ? "arch" : log.startsWith("2") ? "fedora" : "gentoo";
      Mutations.run(
          log.getBytes(StandardCharsets.UTF_8),
          List.of(),
          (image, session) ->
              Guests.inspect(
                  MemoryFilesystem.create(session)
                      .file("/etc/os-release", "ID=" + id + "\n")
                      .file("/var/log/pacman.log", image)
                      .file("/var/log/emerge.log", image)
                      .file("/var/log/dnf.rpm.log", image),
                  "last_package_change"));
    }
  }
}
