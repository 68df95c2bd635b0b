package io.guestkit.inspect.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.PackageInfo;
import io.guestkit.report.Problem;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortageDatabaseTest {
  private static final String TOP = "/var/db/pkg";

  private final InspectionNotes notes = new InspectionNotes();

  private static MemoryFilesystem gentoo() {
    return MemoryFilesystem.create().file("/etc/os-release", "ID=gentoo\n");
  }

  private List<PackageInfo> read(MemoryFilesystem tree) throws IOException {
    return Guests.inspect(tree, notes, "packages").packages();
  }

  @Test
  void readsEveryField(@TempDir Path folder) throws IOException {
    Path entry = folder.resolve("var/db/pkg/dev-libs/openssl-3.0.13-r2");
    Files.createDirectories(entry);
    Files.createDirectories(folder.resolve("etc"));
    Files.writeString(folder.resolve("etc/gentoo-release"), "Gentoo Base System release 2.14\n");
    Files.writeString(entry.resolve("CHOST"), "x86_64-pc-linux-gnu\n");
    Files.writeString(entry.resolve("DESCRIPTION"), "Robust, full-featured toolkit\n");
    Files.writeString(entry.resolve("HOMEPAGE"), "https://www.openssl.org/ https://b.example/\n");
    Files.writeString(entry.resolve("LICENSE"), "Apache-2.0\n");
    Files.writeString(entry.resolve("SIZE"), "12345678\n");
    Files.writeString(entry.resolve("COUNTER"), "17\n");
    Instant merged = Instant.parse("2024-05-06T07:08:09Z");
    Files.setLastModifiedTime(entry.resolve("COUNTER"), FileTime.from(merged));

    assertThat(Guests.inspect(HostTreeFilesystem.of(folder), notes, "packages").packages())
        .containsExactly(
            new PackageInfo(
                "dev-libs/openssl",
                null,
                0,
                "3.0.13",
                "r2",
                "x86_64",
                null,
                "https://www.openssl.org/",
                null,
                null,
                "Robust, full-featured toolkit",
                null,
                12345678L,
                "Apache-2.0",
                "installed",
                false,
                merged,
                null,
                null));
    assertThat(notes.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "x11-libs/gtk+-2.24.33-r3, x11-libs/gtk+, 2.24.33, r3",
    "sys-libs/glibc-2.38, sys-libs/glibc, 2.38,",
    "app-misc/foo-r1-1, app-misc/foo-r1, 1,",
    "app-misc/foo-bar-1.2_rc3_p4a-r10, app-misc/foo-bar, 1.2_rc3_p4a, r10",
    "media-fonts/font-adobe-100dpi-1.0.4, media-fonts/font-adobe-100dpi, 1.0.4,",
    "virtual/w3m-0-r1, virtual/w3m, 0, r1",
  })
  void splitsNamesAsTheSpecificationSays(String path, String name, String version, String release)
      throws IOException {
    List<PackageInfo> packages = read(gentoo().file(TOP + "/" + path + "/SLOT", "0\n"));

    assertThat(packages).hasSize(1);
    assertThat(packages.getFirst().name()).isEqualTo(name);
    assertThat(packages.getFirst().version()).isEqualTo(version);
    assertThat(packages.getFirst().release()).isEqualTo(release);
  }

  @Test
  void slotsAreSeveralPackagesAndWhatIsBeingMergedIsNone() throws IOException {
    MemoryFilesystem tree =
        gentoo()
            .directory(TOP + "/dev-lang/python-3.11.9")
            .directory(TOP + "/dev-lang/python-3.12.3")
            .directory(TOP + "/dev-lang/-MERGING-python-3.13.0")
            .file(TOP + "/dev-lang/notes", "")
            .file(TOP + "/.keep", "");

    assertThat(read(tree)).extracting(PackageInfo::version).containsExactly("3.11.9", "3.12.3");
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void aNameWithoutAVersionIsAProblem() throws IOException {
    read(gentoo().directory(TOP + "/a/b").directory(TOP + "/a/c-x").directory(TOP + "/a/-1"));

    assertThat(notes.problems())
        .extracting(Problem::message)
        .containsExactly(
            TOP + "/a/-1: the name has no version",
            TOP + "/a/b: the name has no version",
            TOP + "/a/c-x: the name has no version");
  }

  @Test
  void theFirstDamagedNamesAreTold() throws IOException {
    MemoryFilesystem tree = gentoo().directory(TOP + "/a/fine-1");
    for (int i = 0; i < 30; i++) {
      tree.directory(TOP + "/a/x" + i);
    }

    assertThat(read(tree)).hasSize(1);
    assertThat(notes.problems())
        .hasSize(21)
        .extracting(Problem::message)
        .endsWith(TOP + ": 10 more of its entries are no package");
  }

  @Test
  void noDatabaseAndAnEmptyOneAreProblems() throws IOException {
    read(gentoo());
    read(gentoo().directory(TOP + "/a"));

    assertThat(notes.problems())
        .extracting(Problem::message)
        .containsExactly(
            TOP + ": the database of packages is not there",
            TOP + ": no installed package is listed");
  }

  @Test
  void survivesDamage() {
    byte[] values = "x86_64-pc-linux-gnu 4711".getBytes(StandardCharsets.UTF_8);
    Mutations.run(
        values,
        List.of(),
        (image, session) -> {
          MemoryFilesystem tree =
              MemoryFilesystem.create(session).file("/etc/os-release", "ID=gentoo\n");
          String name = new String(image, StandardCharsets.UTF_8).replace('/', '.');
          for (String value : List.of("CHOST", "HOMEPAGE", "SIZE")) {
            tree.file(TOP + "/a/" + name + "/" + value, image);
          }
          Guests.inspect(tree, "packages");
        });
  }
}
