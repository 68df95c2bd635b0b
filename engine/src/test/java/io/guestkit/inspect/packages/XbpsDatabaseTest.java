package io.guestkit.inspect.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.PackageInfo;
import io.guestkit.report.Problem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XbpsDatabaseTest {
  private static final String FILE = "/var/db/xbps/pkgdb-0.38.plist";
  private static final String PLIST =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://example.net/p.dtd">
      <plist version="1.0">
      <dict>
      \t<key>_XBPS_ALTERNATIVES_</key>
      \t<dict>
      \t\t<key>awk</key>
      \t\t<array>
      \t\t\t<string>gawk</string>
      \t\t</array>
      \t</dict>
      <!-- a comment with <key>pkgver</key> in it -->
      \t<key>gtk+3</key>
      \t<dict>
      \t\t<key>alternatives</key>
      \t\t<dict><key>pkgver</key><array><string>a-1_1</string></array></dict>
      \t\t<key>architecture</key>
      \t\t<string>x86_64-musl</string>
      \t\t<key>automatic-install</key>
      \t\t<true/>
      \t\t<key>hold</key>
      \t\t<true/>
      \t\t<key>homepage</key>
      \t\t<string>https://gtk.org/?a=1&amp;b=2</string>
      \t\t<key>install-date</key>
      \t\t<string>2024-05-06 07:08 UTC</string>
      \t\t<key>installed_size</key>
      \t\t<integer>123456</integer>
      \t\t<key>license</key>
      \t\t<string>LGPL-2.1-or-later</string>
      \t\t<key>maintainer</key>
      \t\t<string>Enno &lt;e@example.net&gt;</string>
      \t\t<key>pkgver</key>
      \t\t<string>gtk+3-3.24.41_2</string>
      \t\t<key>run_depends</key>
      \t\t<array>
      \t\t\t<string>glib&gt;=2.80.0_1</string>
      \t\t</array>
      \t\t<key>short_desc</key>
      \t\t<string>GIMP Toolkit &quot;3&quot;</string>
      \t\t<key>source-revisions</key>
      \t\t<string>gtk3:0123abcd</string>
      \t\t<key>state</key>
      \t\t<string>installed</string>
      \t</dict>
      \t<key>xz</key>
      \t<dict>
      \t\t<key>pkgver</key>
      \t\t<string>xz-5.4.6_1</string>
      \t\t<key>install-date</key>
      \t\t<string>2024-05-06 09:08 CEST</string>
      \t\t<key>hold</key>
      \t\t<false/>
      \t\t<key>state</key>
      \t\t<string>unpacked</string>
      \t</dict>
      </dict>
      </plist>
      """;

  private final InspectionNotes notes = new InspectionNotes();

  private List<PackageInfo> read(String plist) throws IOException {
    MemoryFilesystem tree = MemoryFilesystem.create().file("/etc/os-release", "ID=void\n");
    return Guests.inspect(tree.file(FILE, plist), notes, "packages").packages();
  }

  @Test
  void readsEveryField() throws IOException {
    assertThat(read(PLIST))
        .containsExactly(
            new PackageInfo(
                "gtk+3",
                null,
                0,
                "3.24.41",
                "2",
                "x86_64-musl",
                "Enno <e@example.net>",
                "https://gtk.org/?a=1&b=2",
                "gtk3",
                null,
                "GIMP Toolkit \"3\"",
                null,
                123456L,
                "LGPL-2.1-or-later",
                "installed",
                true,
                Instant.parse("2024-05-06T07:08:00Z"),
                null,
                null),
            new PackageInfo(
                "xz",
                null,
                0,
                "5.4.6",
                "1",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "unpacked",
                false,
                null,
                null,
                null));
    assertThat(notes.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"half-removed, half-installed", "broken, half-installed", "installed, installed"})
  void saysTheStateInTheWordsOfTheReport(String state, String expected) throws IOException {
    assertThat(read(PLIST.replace(">unpacked<", ">" + state + "<")).getLast().state())
        .isEqualTo(expected);
  }

  @Test
  void whatIsNotInstalledIsNotListed() throws IOException {
    assertThat(read(PLIST.replace(">unpacked<", ">not-installed<")))
        .extracting(PackageInfo::name)
        .containsExactly("gtk+3");
  }

  @ParameterizedTest
  @CsvSource({
    "</plist>, '', 2, it ends without </plist>",
    "<plist version=\"1.0\">, '', 0, no property list starts here",
    "-->, '', 0, a comment without an end",
    "<key>xz</key>, '</dict></dict><x>', 1, a dictionary ends that has not started",
    "<string>xz-5.4.6_1</string>, <string>xz</string>, 1, '1 of its entries have no version,"
        + " the first is ''xz'''",
  })
  void damageIsAProblemAndWhatCameBeforeIsRead(String from, String to, int packages, String message)
      throws IOException {
    assertThat(read(PLIST.replace(from, to))).hasSize(packages);
    assertThat(notes.problems()).hasSize(1);
    assertThat(notes.problems().getFirst().kind()).isEqualTo("corrupt");
    assertThat(notes.problems().getFirst().message()).contains(message);
  }

  @Test
  void knowsNoEntityOfItsOwnAndNestsNotWithoutEnd() throws IOException {
    String entity =
        PLIST
            .replace("<plist v", "<!ENTITY e SYSTEM \"file:///etc/passwd\"><plist v")
            .replace("Toolkit", "&e;&#65;&");
    assertThat(read(entity).getFirst().summary()).isEqualTo("GIMP &e;&#65;& \"3\"");
    assertThat(notes.problems()).isEmpty();

    assertThat(read("<plist>" + "<array>".repeat(100_000))).isEmpty();
    assertThat(notes.problems())
        .extracting(Problem::message)
        .containsExactly(FILE + " at offset 462: dictionaries nest deeper than 64");
  }

  @Test
  void noDatabaseAndAnEmptyOneAreProblems() throws IOException {
    Guests.inspect(
        MemoryFilesystem.create().file("/etc/os-release", "ID=void\n"), notes, "packages");
    assertThat(read("<plist><dict></dict></plist>")).isEmpty();

    assertThat(notes.problems())
        .extracting(Problem::message)
        .containsExactly(
            FILE + ": the database of packages is not there",
            FILE + ": no installed package is listed");
  }

  @Test
  void survivesDamage() {
    Mutations.run(
        PLIST.getBytes(StandardCharsets.UTF_8),
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/os-release", "ID=void\n")
                    .file(FILE, image),
                "packages"));
  }
}
