package io.guestkit.inspect.sudo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.Problem;
import io.guestkit.report.SudoRule;
import io.guestkit.testing.HostTreeFilesystem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SudoersTest {
  private static final String ALIASES =
      """
      # comment \\
      User_Alias ADMINS = alice, bob, %wheel : OPS = carol, !dave
      Cmnd_Alias SHELLS = /bin/sh, /bin/bash -c *, LS
      Cmnd_Alias LS = /bin/ls -l\\,a, /usr/bin/pass\\:wd [A-Za-z]*
      Host_Alias WEB = web1, 10.0.0.0/8, fe80::1
      Runas_Alias DB = postgres, %mysql, #27
      Defaults env_reset, secure_path="/usr/sbin:/bin", mail_badpass
      ADMINS, !erin WEB = (DB : adm) /bin/cat, NOPASSWD: SHELLS, PASSWD: !/bin/su, (root) NOEXEC: /bin/vi
      OPS ALL = /bin/a : web2 = () /bin/b "" , (:grp) /bin/c
      %#1000, #1001, +ng, %:unix\\ grp ALL = ALL, !SHELLS
      """;

  @TempDir private Path root;
  private final InspectionNotes notes = new InspectionNotes();

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static List<SudoRule> rules(MemoryFilesystem tree, InspectionNotes notes)
      throws IOException {
    return Guests.inspect(tree, notes, "sudo_rules").sudoRules();
  }

  private static MemoryFilesystem sudoers(String text) {
    return MemoryFilesystem.create().file("/etc/sudoers", text);
  }

  /** Compares the rules with those that cvtsudoers reads from the same files. */
  private void sameAsCvtsudoers() throws IOException {
    JsonNode truth =
        new ObjectMapper()
            .readTree(
                Tool.runBytes(
                    "cvtsudoers", "-e", "-f", "json", root.resolve("etc/sudoers").toString()));
    List<String> expected = new ArrayList<>();
    for (JsonNode specification : truth.path("User_Specs")) {
      add(specification, expected);
    }
    List<String> ours = new ArrayList<>();
    for (SudoRule rule :
        Guests.inspect(HostTreeFilesystem.of(root), notes, "sudo_rules").sudoRules()) {
      for (String command : rule.commands()) {
        ours.add(row(rule.who(), rule.hosts(), rule.runAs(), command, rule.noPassword()));
      }
    }
    assertThat(ours).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String row(
      String who, List<String> hosts, List<String> runAs, String command, boolean isFree) {
    return "%s %s %s %s %s".formatted(who, hosts, runAs, command, isFree);
  }

  private static void add(JsonNode specification, List<String> rows) {
    List<String> users = members(specification.path("User_List"));
    String others = "";
    for (String user : users) {
      others += user.startsWith("!") ? ", " + user : "";
    }
    for (JsonNode commands : specification.path("Cmnd_Specs")) {
      boolean isFree = false;
      for (JsonNode option : commands.path("Options")) {
        isFree |= option.has("authenticate") && !option.path("authenticate").asBoolean();
      }
      List<String> runAs = new ArrayList<>(members(commands.path("runasusers")));
      for (JsonNode group : commands.path("runasgroups")) {
        runAs.add(
            (group.path("negated").asBoolean() ? "!:" : ":") + group.path("usergroup").asText());
      }
      for (String command : members(commands.path("Commands"))) {
        for (String user : users) {
          if (!user.startsWith("!")) {
            rows.add(
                row(
                    user + others,
                    members(specification.path("Host_List")),
                    runAs,
                    command,
                    isFree));
          }
        }
      }
    }
  }

  private static List<String> members(JsonNode list) {
    List<String> members = new ArrayList<>();
    for (JsonNode item : list) {
      String digest = item.has("sha224") ? "sha224:" + item.path("sha224").asText() + " " : "";
      String name = item.fieldNames().next();
      String prefix =
          switch (name) {
            case "usergroup" -> "%";
            case "usergid" -> "%#";
            case "userid" -> "#";
            case "netgroup" -> "+";
            case "nonunixgroup" -> "%:";
            default -> "";
          };
      String text = item.path(name).asText();
      members.add(
          (item.path("negated").asBoolean() ? "!" : "")
              + digest
              + (name.equals("username") && text.isEmpty() ? "()" : prefix + text));
    }
    return members;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ALIASES,
        "root ALL=(ALL:ALL) ALL\n%sudo\tALL=(ALL:ALL) NOPASSWD: ALL\n",
        "  a   ALL=ALL\n#1000 ALL=ALL\n%#0 ALL=ALL\n# 1000 ALL=ALL\na@b, a.b-c ALL=ALL\n",
        "a ALL = NOPASSWD: ALL, PASSWD: /bin/x : h2 = ALL\n",
        "a ALL = /bin/x#y\na ALL = /bin/y \\#y #z\na ALL = /bin/z a\"\"b\n",
        "a ALL = /bin/x ^a,b:c$, /bin/y\na ALL = ^/bin/(x|y)$ ^a$, /bin/y\n",
        "a ALL = /bin/x  a   b\tc   \nal\\,ice ALL = /bin/x --a\\=b \\\n   c   d, /bin/y a=b #c\n",
        "a !h1, ALL = !!ALL, ! /bin/y\na 10.0.0.1, fe80::/10, !web* = ALL\n",
        "foo ALL = (root, !bin) NOPASSWD: /bin/x, (  : g1, g2) /bin/y\n",
        "User_Alias A = b, A\nA ALL = ALL\n",
        "Runas_Alias OP = root, !x\nHost_Alias H = 1.2.3.0/255.255.255.0\na H = (!OP) ALL\n",
        "a ALL = list, sudoedit /a\\,b, /bin/d/ , /bin/x \"\"\n",
        "a ALL = sha224:0GomF8mNN3wlDt1HD9XldjJ3SNgpFdbjO1+NsQ== /bin/ls -l\n",
        "a ALL = ALL \\\n  , /bin/x \\\n# comment, \\\nb ALL = /bin/y\n",
        "\"quoted user\", a\\ b ALL = SETENV: NOPASSWD : LOG_INPUT: /bin/x b\\\\c \\* d\\ e\n",
        "a,b ALL , c = ALL\r\nd ALL=ALL\r\n",
      })
  void readsRulesAsSudoDoes(String text) throws IOException {
    Tool.require("cvtsudoers");
    write("etc/sudoers", text);

    sameAsCvtsudoers();
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void includesFilesAndDirectories() throws IOException {
    Tool.require("cvtsudoers");
    write(
        "etc/sudoers",
        """
        A1 ALL=ALL
        @include one file
        #include one
        @include "two words"
        @includedir sudoers.d
        #includedir not-there
        last ALL=ALL
        """
            .replace("@include one file\n", "@include one\\ file\n"));
    write("etc/one file", "escaped ALL=ALL\n");
    write("etc/one", "one ALL=ALL\n@include sub/deep\n");
    write("etc/sub/deep", "deep ALL=ALL\n@include deeper\n");
    write("etc/sub/deeper", "deeper ALL=ALL");
    write("etc/two words", "two ALL=ALL\nUser_Alias A1 = late\n");
    write("etc/sudoers.d/20-b", "b ALL=ALL\n");
    write("etc/sudoers.d/10-a", "a ALL=ALL\n");
    write("etc/sudoers.d/90.conf", "not-read ALL=ALL\n");
    write("etc/sudoers.d/90-old~", "not-read ALL=ALL\n");

    sameAsCvtsudoers();
    assertThat(Guests.inspect(HostTreeFilesystem.of(root), "sudo_rules").sudoRules())
        .extracting(SudoRule::who, SudoRule::path)
        .startsWith(tuple("late", "/etc/sudoers"), tuple("escaped", "/etc/one file"));
  }

  @Test
  void aBadLineIsAProblemAndTheNextIsRead() throws IOException {
    List<SudoRule> rules =
        rules(
            sudoers(
                """
                a ALL=(ALL) NOPASSWD: SETENV: ALL
                bad line here ===
                a ALL = (ALL) (root) ALL
                a ALL = /bin/x,
                a ALL = /bin/x b:c
                "open ALL = ALL
                a ALL = (x ALL
                @include /etc/gone
                b ALL=ALL
                """),
            notes);

    assertThat(rules)
        .containsExactly(
            new SudoRule("a", List.of("ALL"), List.of("ALL"), List.of("ALL"), true, "/etc/sudoers"),
            new SudoRule("b", List.of("ALL"), List.of(), List.of("ALL"), false, "/etc/sudoers"));
    assertThat(notes.problems())
        .containsExactly(
            new Problem(
                "missing",
                "/dev/sda1",
                "/etc/gone",
                "/etc/gone: included in sudoers, and not there"),
            new Problem(
                "corrupt",
                "/dev/sda1",
                "/etc/sudoers",
                "/etc/sudoers: 6 of its lines are no rule, the first is line 2"));
  }

  @Test
  void visudoRefusesWhatIsABadLineHere() throws IOException {
    Tool.require("visudo");
    for (String line :
        List.of(
            "bad line here ===",
            "a ALL = (ALL) (root) ALL",
            "a ALL = NOPASSWD: (root) ALL",
            "a ALL = /bin/x,",
            "a ALL = /bin/x b:c",
            "\"open ALL = ALL",
            "a ALL = (x ALL",
            "a ALL",
            "a ALL =",
            "a, = ALL",
            "User_Alias A",
            "% ALL = ALL")) {
      write("etc/sudoers", line + "\n");
      assertThat(
              Tool.shell(
                  "visudo -c -q -f " + root.resolve("etc/sudoers") + " 2>&1 && echo good || :"))
          .as(line)
          .doesNotContain("good");
      InspectionNotes own = new InspectionNotes();
      assertThat(rules(sudoers(line + "\n"), own)).as(line).isEmpty();
      assertThat(own.problems()).as(line).extracting(Problem::kind).containsExactly("corrupt");
    }
  }

  @Test
  void defaultsDecideWhereARuleSaysNothing() throws IOException {
    List<SudoRule> rules =
        rules(
            sudoers(
                """
                Defaults runas_default=operator
                Defaults:ann,%ops !authenticate
                Defaults@host !authenticate
                Defaults>bin !authenticate
                Defaults!/bin/x !authenticate
                ann ALL=/bin/a, PASSWD: /bin/b
                %ops ALL=/bin/a
                bob ALL=/bin/a, (root) NOPASSWD: /bin/b
                """),
            notes);

    assertThat(rules)
        .extracting(SudoRule::who, SudoRule::commands, SudoRule::runAs, SudoRule::noPassword)
        .containsExactly(
            tuple("ann", List.of("/bin/a"), List.of("operator"), true),
            tuple("ann", List.of("/bin/b"), List.of("operator"), false),
            tuple("%ops", List.of("/bin/a"), List.of("operator"), true),
            tuple("bob", List.of("/bin/a"), List.of("operator"), false),
            tuple("bob", List.of("/bin/b"), List.of("root"), true));
    assertThat(rules(sudoers("Defaults !authenticate\na ALL=ALL\n"), notes))
        .extracting(SudoRule::noPassword)
        .containsExactly(true);
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void openSuseKeepsItsSudoersInUsr() throws IOException {
    assertThat(
            rules(
                MemoryFilesystem.create()
                    .directory("/etc")
                    .file("/usr/etc/sudoers", "a ALL=/bin/mysql --password=abc123 x\n"),
                notes))
        .containsExactly(
            new SudoRule(
                "a",
                List.of("ALL"),
                List.of(),
                List.of("/bin/mysql --password=*** x"),
                false,
                "/usr/etc/sudoers"));
  }

  @Test
  void aliasesThatExplodeAndIncludesThatLoopAreLimits() throws IOException {
    StringBuilder text = new StringBuilder("A0 ALL=ALL\n@include sudoers\n");
    for (int i = 0; i < 40; i++) {
      text.append("User_Alias A%d = A%d, A%d\n".formatted(i, i + 1, i + 1));
    }
    assertThat(rules(sudoers(text.toString()), notes)).hasSizeLessThan(200_000);
    assertThat(notes.problems())
        .extracting(Problem::kind, Problem::path)
        .contains(tuple("limit", "/etc/sudoers"));
  }

  @Test
  void survivesDamage() {
    byte[] text = ALIASES.getBytes(StandardCharsets.UTF_8);
    Mutations.run(
        text,
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/passwd", "alice:x:1:1:::\n")
                    .file("/etc/sudoers", image)
                    .file("/etc/doas.conf", image),
                "sudo_rules",
                "users"));
  }
}
