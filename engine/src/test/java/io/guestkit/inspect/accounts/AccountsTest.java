package io.guestkit.inspect.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.Group;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.Problem;
import io.guestkit.report.User;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
  private static final String HASH = "$6$saltsalt$H4shH4shH4shH4shH4shH4shH4sh";

  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/bash
      # comment

      bob:x:2000:4294967295:Bob Builder,,,:/home/bob:
        blank:x:2:2::/:/bin/sh
      +nisuser::::::
      -other::::::
      """;

  private static final String SHADOW =
      """
      root:!:0:0:99999:7:::
      bob:%s:20780:0:99999:7::20790:
      """
          .formatted(HASH);

  @TempDir private Path folder;
  private final InspectionNotes notes = new InspectionNotes();

  private static List<User> users(MemoryFilesystem tree, InspectionNotes notes) throws IOException {
    return Guests.inspect(tree, notes, "users").users();
  }

  private static Instant day(String day) {
    return Instant.parse(day + "T00:00:00Z");
  }

  @Test
  void readsTheTablesInTheirOrder() throws IOException {
    OperatingSystem system =
        Guests.inspect(
            MemoryFilesystem.create()
                .file("/etc/passwd", PASSWD)
                .file("/etc/shadow", SHADOW)
                .file("/etc/group", "sudo:x:27:alice,bob\nempty:x:4294967294:\n+:::\n"),
            notes,
            "users",
            "groups");

    assertThat(system.users())
        .containsExactly(
            new User("root", 0, 0, "root", "/root", "/bin/bash", "none", null, null, true),
            new User(
                "bob",
                2000,
                4_294_967_295L,
                "Bob Builder,,,",
                "/home/bob",
                "",
                "set",
                day("2026-11-23"),
                day("2026-12-03"),
                false),
            new User("blank", 2, 2, "", "/", "/bin/sh", "none", null, null, false));
    assertThat(system.groups())
        .containsExactly(
            new Group("sudo", 27, List.of("alice", "bob")),
            new Group("empty", 4_294_967_294L, List.of()));
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void linesThatAreNoAccountAreOneProblem() throws IOException {
    List<User> users =
        users(
            MemoryFilesystem.create()
                .file(
                    "/etc/passwd",
                    """
                    root:x:0:0:root:/root:/bin/bash
                    short:x:1
                    minus:x:-1:0:::
                    large:x:4294967296:0:::
                    :x:0:0:::
                    last:x:1:1:::
                    """)
                .file("/etc/shadow", "short:" + HASH + "\nlast:" + HASH + ":1::::::\n"),
            notes);

    assertThat(users).extracting(User::name).containsExactly("root", "last");
    assertThat(users).extracting(User::password).containsExactly("none", "set");
    assertThat(notes.problems())
        .containsExactly(
            new Problem(
                "corrupt",
                "/dev/sda1",
                "/etc/passwd",
                "/etc/passwd: 4 of its lines are no entry, the first is line 2"),
            new Problem(
                "corrupt",
                "/dev/sda1",
                "/etc/shadow",
                "/etc/shadow: 1 of its lines are no entry, the first is line 1"));
  }

  @Test
  void aPasswordIsWhereTheLoginLooksForIt() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(
                "/etc/passwd",
                """
                shadowed:x:1:1:::
                free::2:1:::
                old:%s:3:1:::
                star:*:4:1:::
                no-line:x:5:1:::
                marked:##marked:6:1:::
                """
                    .formatted(HASH))
            .file(
                "/etc/shadow",
                """
                shadowed::1::::::
                free:%1$s:1::::::
                old::1::::::
                star:%1$s:1::::::
                marked:!!%1$s:1::::::
                shadowed:%1$s:9::::::
                """
                    .formatted(HASH));
    assertThat(users(tree, notes))
        .extracting(User::name, User::password)
        .containsExactly(
            tuple("shadowed", "empty"),
            tuple("free", "empty"),
            tuple("old", "set"),
            tuple("star", "none"),
            tuple("no-line", "none"),
            tuple("marked", "locked"));
    assertThat(users(tree.broken("/etc/shadow"), notes))
        .extracting(User::password)
        .containsExactly(null, "empty", "set", "none", null, null);
    assertThat(notes.problems()).extracting(Problem::path).containsExactly("/etc/shadow");
  }

  @Test
  void ostreeKeepsItsOwnAccountsInUsr() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file("/etc/passwd", "root:x:0:0:::\ncore:x:1000:1000:::\n")
            .file("/usr/lib/passwd", "bin:x:1:1:::\ncore:x:7:7:::\n")
            .file("/etc/group", "root:x:0:\n")
            .file("/usr/lib/group", "root:x:9:\nbin:x:1:\n")
            .file("/etc/nsswitch.conf", "passwd: files altfiles systemd # x\ngroup:\tfiles\n");

    OperatingSystem system = Guests.inspect(tree, "users", "groups");
    assertThat(system.users()).extracting(User::uid).containsExactly(0L, 1000L, 1L);
    assertThat(system.groups()).extracting(Group::gid).containsExactly(0L);
  }

  /** The fields of shadow as passwd sees them; the program reads them in place of the host's. */
  @Test
  void statesAgreeWithPasswd() throws IOException {
    Tool.require("unshare", "passwd");
    Tool.requireThat(isRoot(), "mounts need root");
    List<String> hashes =
        List.of(
            HASH,
            "!" + HASH,
            "!!" + HASH,
            "",
            "!",
            "!!",
            "*",
            "!*",
            "*LK*",
            "$y$j9T$abc$def",
            "!$2b$12$abc",
            "abJnggxhB/yWI",
            "!abJnggxhB/yWI",
            "_J9..XXXXXXXXXXXXXXX");
    StringBuilder passwd = new StringBuilder();
    StringBuilder shadow = new StringBuilder();
    for (int i = 0; i < hashes.size(); i++) {
      passwd.append("u%d:x:%d:100::/:/bin/sh\n".formatted(i, i + 1));
      shadow.append(
          "u%d:%s:%d:0:99999:7::%s:\n".formatted(i, hashes.get(i), i, i > 3 ? 20000 : ""));
    }
    String passwdFile = Files.writeString(folder.resolve("passwd"), passwd).toString();
    String shadowFile = Files.writeString(folder.resolve("shadow"), shadow).toString();
    String truth =
        Tool.run(
            "unshare",
            "-m",
            "bash",
            "-euc",
            "mount --bind %s /etc/passwd; mount --bind %s /etc/shadow; passwd -S -a"
                .formatted(passwdFile, shadowFile));

    List<String> ours = new ArrayList<>();
    for (User user :
        users(
            MemoryFilesystem.create()
                .file("/etc/passwd", passwd.toString())
                .file("/etc/shadow", shadow.toString()),
            notes)) {
      String letter =
          switch (String.valueOf(user.password())) {
            case "set" -> "P";
            case "empty" -> "NP";
            case "locked", "none" -> "L";
            default -> "?";
          };
      Instant changed = user.passwordChangedAt();
      ours.add(
          user.name()
              + " "
              + letter
              + " "
              + (changed == null ? "1970-01-01" : changed.toString().substring(0, 10)));
      assertThat(user.expiresAt())
          .isEqualTo(ours.size() > 4 ? Instant.ofEpochSecond(20000 * 86_400L) : null);
    }
    List<String> expected = new ArrayList<>();
    truth
        .lines()
        .forEach(line -> {
          String[] fields = line.split(" ", -1);
          expected.add(fields[0] + " " + fields[1] + " " + isoDate(fields[2]));
        });
    assertThat(ours).hasSize(hashes.size()).containsExactlyElementsOf(expected);
  }

  /** Returns a date, which some versions write with the month first. */
  private static String isoDate(String date) {
    String[] parts = date.split("/", -1);
    return parts.length == 3 ? parts[2] + "-" + parts[0] + "-" + parts[1] : date;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  @Test
  void tablesAreReadAsGetentReadsThem() throws IOException {
    Tool.require("unshare", "getent");
    Tool.requireThat(isRoot(), "mounts need root");
    String group = "root:x:0:\nops:*:12:a,b, c,\n\n#x\nlast:x:4294967294:z\n";
    String passwdFile = Files.writeString(folder.resolve("passwd"), PASSWD).toString();
    String groupFile = Files.writeString(folder.resolve("group"), group).toString();
    String truth =
        Tool.run(
            "unshare",
            "-m",
            "bash",
            "-euc",
            "mount --bind %s /etc/passwd; mount --bind %s /etc/group;"
                    .formatted(passwdFile, groupFile)
                + "getent -s files passwd; getent -s files group");
    OperatingSystem system =
        Guests.inspect(
            MemoryFilesystem.create().file("/etc/passwd", PASSWD).file("/etc/group", group),
            "users",
            "groups");
    List<String> ours = new ArrayList<>();
    for (User user : system.users()) {
      ours.add(
          String.join(
              ":",
              user.name(),
              "x",
              String.valueOf(user.uid()),
              String.valueOf(user.gid()),
              user.gecos(),
              user.home(),
              user.shell()));
    }
    for (Group each : system.groups()) {
      ours.add(
          each.name()
              + (each.name().equals("ops") ? ":*:" : ":x:")
              + each.gid()
              + ":"
              + String.join(",", each.members()));
    }
    assertThat(ours)
        .containsExactlyElementsOf(
            truth.lines().filter(line -> !line.startsWith("+") && !line.startsWith("-")).toList());
  }

  @Test
  void survivesDamageAndKeepsItsSecrets() {
    byte[] image = (PASSWD + SHADOW + "sudo:x:27:a,b\n").getBytes(StandardCharsets.UTF_8);
    Mutations.run(
        image,
        List.of(),
        (damaged, session) -> {
          InspectionNotes own = new InspectionNotes();
          OperatingSystem system =
              Guests.inspect(
                  MemoryFilesystem.create(session)
                      .file("/etc/passwd", damaged)
                      .file("/etc/shadow", damaged)
                      .file("/etc/group", damaged),
                  own,
                  "users",
                  "groups");
          assertThat(system.users().toString() + own.problems() + own.evidence())
              .doesNotContain(HASH.substring(HASH.lastIndexOf('$') + 1));
        });
  }
}
