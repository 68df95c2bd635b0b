package io.guestkit.inspect.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.Evidence;
import io.guestkit.report.PackageInfo;
import io.guestkit.report.Problem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackagesTest {
  private static final String DPKG =
      """
      Package: b
      Status: install ok installed
      Architecture: i386
      Version: 1

      Package: b
      Status: install ok installed
      Architecture: amd64
      Version: 1

      Package: a
      Status: install ok installed
      Architecture: all
      Version: 2:1-3
      Description: s
       l
       .
       m
      """;

  private static final String PACMAN =
      """
      %NAME%
      test-package

      %VERSION%
      1:0.1-1

      %BASE%
      test

      %DESC%
      Test package for libguestfs

      %URL%
      http://libguestfs.org/

      %ARCH%
      x86_64

      %PACKAGER%
      Somebody <s@example.net>

      %SIZE%
      4096

      %INSTALLDATE%
      1714979289

      %LICENSE%
      GPL-2.0-or-later
      MIT

      %DEPENDS%
      %NAME%
      glibc
      """;

  private final InspectionNotes notes = new InspectionNotes();

  private static MemoryFilesystem debian() {
    return MemoryFilesystem.create().file("/etc/debian_version", "12.1\n");
  }

  @Test
  void readsDpkgSortedByNameAndArchitecture() throws IOException {
    List<PackageInfo> packages =
        Guests.inspect(debian().file("/var/lib/dpkg/status", DPKG), notes, "packages").packages();

    assertThat(packages)
        .extracting(info -> info.name() + ":" + info.arch())
        .containsExactly("a:all", "b:amd64", "b:i386");
    assertThat(packages.getFirst().description()).isEqualTo("l\n.\nm");
    assertThat(notes.problems()).isEmpty();
    assertThat(notes.evidence())
        .contains(new Evidence("packages", "/dev/sda1", "/var/lib/dpkg/status"));
  }

  @Test
  void readsTheParagraphsOfADistrolessImage() throws IOException {
    MemoryFilesystem tree =
        debian()
            .file("/var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12.4\n")
            .file("/var/lib/dpkg/status.d/base.md5sums", "x");

    assertThat(Guests.inspect(tree, notes, "packages").packages())
        .extracting(PackageInfo::name)
        .containsExactly("base-files");
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void readsPacmansLocalDatabase() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file("/etc/arch-release", "")
            .file("/var/lib/pacman/local/ALPM_DB_VERSION", "9")
            .file("/var/lib/pacman/local/broken-1/desc", "%NAME%\nbroken\n")
            .file("/var/lib/pacman/local/test-package-1:0.1-1/desc", PACMAN);

    assertThat(Guests.inspect(tree, notes, "packages").packages())
        .containsExactly(
            new PackageInfo(
                "test-package",
                null,
                1,
                "0.1",
                "1",
                "x86_64",
                "Somebody <s@example.net>",
                "http://libguestfs.org/",
                "test",
                null,
                null,
                "Test package for libguestfs",
                4096L,
                "GPL-2.0-or-later, MIT",
                "installed",
                false,
                Instant.ofEpochSecond(1714979289),
                null,
                null));
    assertThat(notes.problems())
        .containsExactly(
            new Problem(
                "corrupt",
                "/dev/sda1",
                "/var/lib/pacman/local/broken-1/desc",
                "/var/lib/pacman/local/broken-1/desc: no name or no version"));
  }

  @Test
  void aFormatThatIsNotReadIsAProblemAndNotAnEmptyList() throws IOException {
    Guests.inspect(
        MemoryFilesystem.create().file("/etc/os-release", "ID=pardus\n"), notes, "packages");

    assertThat(notes.problems())
        .containsExactly(
            new Problem(
                "unsupported", "/dev/sda1", "/", "/: packages of the format pisi are not read"));
  }

  @Test
  void aDatabaseThatIsNotThereIsAProblem() throws IOException {
    Guests.inspect(debian(), notes, "packages");

    assertThat(notes.problems()).extracting(Problem::kind).containsExactly("missing");
  }

  @Test
  void aDatabaseThatListsNoPackageIsAProblem() throws IOException {
    Guests.inspect(debian().file("/var/lib/dpkg/status", "\n"), notes, "packages");
    Guests.inspect(
        MemoryFilesystem.create()
            .file("/etc/arch-release", "")
            .file("/var/lib/pacman/local/ALPM_DB_VERSION", "9"),
        notes,
        "packages");
    Guests.inspect(MemoryFilesystem.create().file("/etc/arch-release", ""), notes, "packages");

    assertThat(notes.problems())
        .extracting(Problem::message)
        .containsExactly(
            "/var/lib/dpkg/status: no installed package is listed",
            "/var/lib/pacman/local: no installed package is listed",
            "/var/lib/pacman/local: the database of packages is not there");
  }

  @Test
  void onlyTheDatabaseOfTheSystemsOwnFormatIsRead() throws IOException {
    List<PackageInfo> packages =
        Guests.inspect(
                debian()
                    .file("/var/lib/dpkg/status", DPKG)
                    .file("/var/lib/dpkg/status-old", DPKG.replace("Package: a", "Package: z"))
                    .file("/var/lib/rpm/rpmdb.sqlite", "damaged")
                    .file("/lib/apk/db/installed", "P:c\nV:1\n")
                    .file("/usr/lib/opkg/status", DPKG.replace("Package: a", "Package: y")),
                notes,
                "packages")
            .packages();

    assertThat(packages).extracting(PackageInfo::name).containsExactly("a", "b", "b");
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void readsOpkgWhereThereIsNoOtherDatabase() throws IOException {
    String status =
        """
        Package: busybox
        Version: 1.36.1-r2
        Status: install hold,user installed
        Architecture: x86_64
        Installed-Time: 1730715936
        """;
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file("/etc/os-release", "ID=poky\n")
            .file("/var/lib/opkg/status", status);

    List<PackageInfo> packages = Guests.inspect(tree, notes, "packages").packages();

    assertThat(packages).hasSize(1);
    assertThat(packages.getFirst().held()).isTrue();
    assertThat(packages.getFirst().installedAt()).isEqualTo(Instant.ofEpochSecond(1730715936));
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void aDatabaseThatCannotBeReadIsNotCalledMissing() throws IOException {
    Guests.inspect(
        debian().file("/var/lib/dpkg/status", DPKG).broken("/var/lib/dpkg/status"),
        notes,
        "packages");

    assertThat(notes.problems()).extracting(Problem::kind).containsExactly("corrupt");
  }

  @Test
  void paragraphsThatAreNoPackageAreAProblem() throws IOException {
    Guests.inspect(debian().file("/var/lib/dpkg/status", DPKG + "\nx\n"), notes, "packages");

    assertThat(notes.problems())
        .extracting(Problem::message)
        .containsExactly(
            "/var/lib/dpkg/status: 1 of its paragraphs are no package, the first at byte "
                + (DPKG.length() + 1));
  }

  @Test
  void survivesDamage() {
    byte[] status = DPKG.repeat(4).getBytes(StandardCharsets.UTF_8);
    Mutations.run(
        status,
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/debian_version", "12")
                    .file("/var/lib/dpkg/status", image),
                "packages"));
    Mutations.run(
        PACMAN.getBytes(StandardCharsets.UTF_8),
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/arch-release", "")
                    .file("/var/lib/pacman/local/a/desc", image),
                "packages"));
  }
}
