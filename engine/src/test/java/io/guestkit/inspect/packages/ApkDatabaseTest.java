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
import java.util.List;
import org.junit.jupiter.api.Test;

class ApkDatabaseTest {
  private static final String INSTALLED =
      """
      C:Q1zwvKMnYs1b6ZdPTBJ0Z7D5P3jyA=
      P:busybox-binsh
      V:1.36.1-r29
      A:x86_64
      S:1543
      I:8192
      T:busybox ash /bin/sh: é
      U:https://busybox.net/
      L:GPL-2.0-only
      o:busybox
      m:Sören Tempel <s@example.net>
      t:1718370712
      c:1747820dfcc4
      D:busybox=1.36.1-r29
      p:/bin/sh cmd:sh=1.36.1-r29
      r:busybox-initscripts
      F:bin
      M:0:0:755
      R:sh
      a:0:0:777
      Z:Q1pcfTfDNEbNKQc2s1tia7da05M8Q=

      P:.build-deps
      V:20240101.120000
      A:noarch

      """;

  private final InspectionNotes notes = new InspectionNotes();

  private static MemoryFilesystem alpine() {
    return MemoryFilesystem.create().file("/etc/os-release", "ID=alpine\nVERSION_ID=3.20\n");
  }

  private List<PackageInfo> read(MemoryFilesystem tree) throws IOException {
    return Guests.inspect(tree, notes, "packages").packages();
  }

  @Test
  void readsEveryFieldAndKeepsTheReleasesLetter() throws IOException {
    assertThat(read(alpine().file("/lib/apk/db/installed", INSTALLED)))
        .containsExactly(
            new PackageInfo(
                ".build-deps",
                null,
                0,
                "20240101.120000",
                null,
                "noarch",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "installed",
                false,
                null,
                null,
                null),
            new PackageInfo(
                "busybox-binsh",
                null,
                0,
                "1.36.1",
                "r29",
                "x86_64",
                "Sören Tempel <s@example.net>",
                "https://busybox.net/",
                "busybox",
                null,
                "busybox ash /bin/sh: é",
                null,
                8192L,
                "GPL-2.0-only",
                "installed",
                false,
                null,
                null,
                null));
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void readsThePlaceOfApk3Once() throws IOException {
    MemoryFilesystem tree =
        alpine().link("/lib", "usr/lib").file("/usr/lib/apk/db/installed", INSTALLED);

    assertThat(read(tree)).hasSize(2);
    assertThat(notes.evidence())
        .contains(new Evidence("packages", "/dev/sda1", "/usr/lib/apk/db/installed"));
  }

  @Test
  void anEntryWithoutAVersionIsAProblemAndTheOthersAreRead() throws IOException {
    String damaged = INSTALLED.replace("V:1.36", "v:1.36");

    assertThat(read(alpine().file("/lib/apk/db/installed", damaged))).hasSize(1);
    assertThat(notes.problems())
        .extracting(Problem::message)
        .containsExactly(
            "/lib/apk/db/installed: 1 of its entries have no name or no version,"
                + " the first at byte 0");
  }

  @Test
  void noDatabaseAndAnEmptyOneAreProblems() throws IOException {
    assertThat(read(alpine())).isEmpty();
    assertThat(read(alpine().file("/lib/apk/db/installed", ""))).isEmpty();

    assertThat(notes.problems())
        .extracting(Problem::message)
        .containsExactly(
            "/lib/apk/db/installed: the database of packages is not there",
            "/lib/apk/db/installed: no installed package is listed");
  }

  @Test
  void aDatabaseThatCannotBeReadIsNotCalledMissing() throws IOException {
    String path = "/lib/apk/db/installed";
    read(alpine().file(path, INSTALLED).broken(path));

    assertThat(notes.problems()).extracting(Problem::kind).containsExactly("corrupt");
  }

  @Test
  void survivesDamage() {
    Mutations.run(
        INSTALLED.getBytes(StandardCharsets.UTF_8),
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/os-release", "ID=alpine\n")
                    .file("/lib/apk/db/installed", image),
                "packages"));
  }
}
