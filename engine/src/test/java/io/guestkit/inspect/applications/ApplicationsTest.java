package io.guestkit.inspect.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.ApplicationInfo;
import io.guestkit.report.Evidence;
import io.guestkit.report.Problem;
import io.guestkit.testing.HostTreeFilesystem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationsTest {
  private static final String SEQUENCE =
      """
      {"sequence":[
        {"name":"lxd","snap-id":"J60k","revision":"24322","channel":"5.0/stable","title":"LXD old"},
        {"name":"lxd","snap-id":"J60k","revision":"29351","channel":"5.21/stable/ubuntu-24.04",
         "title":"LXD","links":{"website":["https://example.net"]},"components":[{"revision":"1"}]}],
       "current":"29351","migrated-hidden":false}
      """;

  /** GLib wrote it: flathub, commit a1b2c3, Text Editor 46.3 and three further values. */
  private static final byte[] DEPLOY =
      Base64.getDecoder()
          .decode(
              "ZmxhdGh1YgBhMWIyYzMAL3gAAwAAAAAAABAAAAAAAABhcHBkYXRhLW5hbWUAAAAAVGV4dCBFZGl0b3IAAHMNAGFw"
                  + "cGRhdGEtdmVyc2lvbgA0Ni4zAABzEHRpbWVzdGFtcAAAAAAAAAAHAAAAAAAAAAB0CgAAAAAAZGVwbG95LXZl"
                  + "cnNpb24AAAQAAAAAaQ8AYXBwZGF0YS1zdW1tYXJ5AAAAcxAfOFNvhBMPCA==");

  /** GLib wrote it: no origin, commit c, no values. */
  private static final byte[] BARE_DEPLOY =
      HexFormat.of().parseHex("00630000000000000000000000000000030301");

  private final InspectionNotes notes = new InspectionNotes();

  private static MemoryFilesystem guest() {
    return MemoryFilesystem.create().file("/etc/os-release", "ID=ubuntu\n");
  }

  private List<ApplicationInfo> read(MemoryFilesystem tree) throws IOException {
    return Guests.inspect(tree, notes, "applications").applications();
  }

  private static ApplicationInfo snap(
      String name, @Nullable String title, String revision, @Nullable String channel) {
    return new ApplicationInfo(
        "snap", name, title, null, revision, channel, null, null, null, null);
  }

  @Test
  void readsTheCurrentRevisionOfEachSnapAndNotTheStateThatHoldsCredentials(@TempDir Path folder)
      throws IOException {
    Tool.shell(
        """
        cd %s; mkdir -p etc snap/lxd/24322 var/lib/snapd/sequence var/lib/snapd/snaps
        echo ID=ubuntu > etc/os-release
        ln -s 29351 snap/lxd/current; touch -h -d 2024-05-06T07:08:09Z snap/lxd/current
        touch var/lib/snapd/snaps/lxd_24322.snap var/lib/snapd/snaps/lxd_29351.snap
        echo '{"auth":{"macaroon":"m4c4r00n"}}' > var/lib/snapd/state.json
        """
            .formatted(folder));
    Files.writeString(folder.resolve("var/lib/snapd/sequence/lxd.json"), SEQUENCE);

    assertThat(Guests.inspect(HostTreeFilesystem.of(folder), notes, "applications").applications())
        .containsExactly(
            new ApplicationInfo(
                "snap",
                "lxd",
                "LXD",
                null,
                "29351",
                "5.21/stable/ubuntu-24.04",
                null,
                null,
                null,
                Instant.parse("2024-05-06T07:08:09Z")));
    assertThat(notes.problems()).isEmpty();
    assertThat(notes.evidence())
        .contains(new Evidence("applications", "/dev/sda1", "/var/lib/snapd/sequence/lxd.json"))
        .extracting(Evidence::path)
        .doesNotContain("/var/lib/snapd/state.json");
  }

  @Test
  void withoutASequenceTheLinkOrTheNewestImageTellsTheRevision() throws IOException {
    MemoryFilesystem tree =
        guest()
            .file("/var/lib/snapd/snaps/core20_999.snap", "")
            .file("/var/lib/snapd/snaps/core20_1405.snap", "")
            .file("/var/lib/snapd/snaps/core20_1361.snap", "")
            .file("/var/lib/snapd/snaps/my_app_x1.snap", "")
            .file("/var/lib/snapd/snaps/my_app_x2.snap", "")
            .file("/var/lib/snapd/snaps/partial", "");
    assertThat(read(tree))
        .containsExactly(snap("core20", null, "1405", null), snap("my_app", null, "x2", null));

    tree.link("/var/lib/snapd/snap/core20/current", "1361");
    assertThat(read(tree).getFirst().revision()).isEqualTo("1361");
  }

  @Test
  void aSequenceThatIsNotJsonIsAProblemAndTheImageTellsTheRevision() throws IOException {
    MemoryFilesystem tree =
        guest()
            .file("/var/lib/snapd/snaps/a_7.snap", "")
            .file("/var/lib/snapd/sequence/a.json", "{\"sequence\":[{]")
            .file("/var/lib/snapd/sequence/b.json", "[]");

    assertThat(read(tree)).containsExactly(snap("a", null, "7", null));
    assertThat(notes.problems())
        .extracting(Problem::kind, Problem::path)
        .containsExactly(
            tuple("corrupt", "/var/lib/snapd/sequence/a.json"),
            tuple("corrupt", "/var/lib/snapd/sequence/b.json"));
  }

  private static ApplicationInfo flatpak(
      String name, @Nullable String title, @Nullable String version, @Nullable String origin) {
    return new ApplicationInfo(
        "flatpak", name, title, version, "a1b2c3", "stable", "x86_64", null, origin, Instant.EPOCH);
  }

  @Test
  void readsTheFlatpaksOfTheSystemAndOfUsers() throws IOException {
    String user = "/home/alice/.local/share/flatpak/app/org.example.B/x86_64/stable";
    String system = "/var/lib/flatpak/app/org.gnome.TextEditor/x86_64/stable";
    MemoryFilesystem tree =
        guest()
            .file(system + "/a1b2c3/deploy", DEPLOY)
            .file(system + "/old/deploy", DEPLOY)
            .link(system + "/active", "a1b2c3")
            .link("/var/lib/flatpak/app/org.gnome.TextEditor/current", "x86_64/stable")
            .directory("/var/lib/flatpak/app/org.example.Gone/x86_64/stable/c")
            .link("/var/lib/flatpak/runtime/org.x/x86_64/23.08/active", "c")
            .file(user + "/a1b2c3/deploy", BARE_DEPLOY)
            .link(user + "/active", "a1b2c3");

    assertThat(read(tree))
        .containsExactly(
            flatpak("org.example.B", null, null, null),
            flatpak("org.gnome.TextEditor", "Text Editor", "46.3", "flathub"));
    assertThat(notes.problems()).isEmpty();
  }

  /** GLib wrote what is around the name, which is as long as said. */
  @ParameterizedTest
  @CsvSource({
    "300, 0000730d0000000000000000617070646174612d76657273696f6e00312e35000073"
        + "1041015f01110009000700",
    "70000, 0000730d00000000617070646174612d76657273696f6e00312e3500007310"
        + "871101009f110100110000000900000007000000",
  })
  void readsDeploysWhoseOffsetsTakeMoreBytes(int length, String after) throws IOException {
    String before =
        "6665646f72610063002f61002f62000306000000000000000010000000000000"
            + "617070646174612d6e616d6500000000";
    String name = "X".repeat(length);
    byte[] deploy = HexFormat.of().parseHex(before + "58".repeat(length) + after);
    String path = "/var/lib/flatpak/app/a/x86_64/stable";

    assertThat(read(guest().file(path + "/a1b2c3/deploy", deploy).link(path + "/active", "a1b2c3")))
        .containsExactly(flatpak("a", name, "1.5", "fedora"));
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void aDeployThatIsCutIsAProblemAndTheFlatpakIsListed() throws IOException {
    for (int length = 0; length < DEPLOY.length; length++) {
      InspectionNotes own = new InspectionNotes();
      String path = "/var/lib/flatpak/app/a/x86_64/stable";
      MemoryFilesystem tree =
          guest()
              .file(path + "/a1b2c3/deploy", Arrays.copyOf(DEPLOY, length))
              .link(path + "/active", "a1b2c3");
      List<ApplicationInfo> found = Guests.inspect(tree, own, "applications").applications();
      assertThat(found).hasSize(1);
      assertThat(found.getFirst().revision()).isEqualTo("a1b2c3");
    }
  }

  @Test
  void aSystemWithoutAnyHasNone() throws IOException {
    assertThat(read(guest())).isEmpty();
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void survivesDamage() {
    String path = "/var/lib/flatpak/app/a/x86_64/stable";
    Mutations.run(
        DEPLOY,
        List.of(new int[] {DEPLOY.length - 10, DEPLOY.length}),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/os-release", "ID=ubuntu\n")
                    .file(path + "/c/deploy", image)
                    .link(path + "/active", "c"),
                "applications"));
    Mutations.run(
        SEQUENCE.getBytes(StandardCharsets.UTF_8),
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/os-release", "ID=ubuntu\n")
                    .file("/var/lib/snapd/sequence/a.json", image),
                "applications"));
  }
}
