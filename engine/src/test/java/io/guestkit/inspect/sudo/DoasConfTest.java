package io.guestkit.inspect.sudo;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.Problem;
import io.guestkit.report.SudoRule;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoasConfTest {
  private static final String CONF =
      """
      # allow wheel
      permit persist :wheel
      permit nopass keepenv ann as root cmd apk args update
      permit nolog setenv { PATH=/bin -LC_ALL FOO } bob cmd "/bin/a b" args # none
      permit 1000 as 0 cmd /bin/id args -u \\
        root
      deny eve
      """;

  @TempDir private Path folder;
  private final InspectionNotes notes = new InspectionNotes();

  private static List<String> all() {
    return List.of("ALL");
  }

  @Test
  void readsRules() throws IOException {
    String path = "/etc/doas.conf";
    assertThat(
            Guests.inspect(
                    MemoryFilesystem.create()
                        .file(path, CONF)
                        .file("/etc/doas.d/b.conf", "permit nopass root\n")
                        .file("/etc/doas.d/b.conf~", "permit nopass x\n"),
                    notes,
                    "sudo_rules")
                .sudoRules())
        .containsExactly(
            new SudoRule("%wheel", all(), all(), all(), false, path),
            new SudoRule("ann", all(), List.of("root"), List.of("apk update"), true, path),
            new SudoRule("bob", all(), all(), List.of("/bin/a b \"\""), false, path),
            new SudoRule("#1000", all(), List.of("#0"), List.of("/bin/id -u root"), false, path),
            new SudoRule("eve", all(), all(), List.of("!ALL"), false, path),
            new SudoRule("root", all(), all(), all(), true, "/etc/doas.d/b.conf"));
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void doasTakesTheSameFileAndRefusesBadOnes() throws IOException {
    Tool.require("doas");
    Path conf = Files.writeString(folder.resolve("doas.conf"), CONF);
    assertThat(Tool.shell("doas -C " + conf + " && echo good")).contains("good");
    for (String line :
        List.of(
            "allow ann", "permit", "permit ann as", "permit ann cmd", "permit ann x", "deny a b")) {
      Files.writeString(conf, line + "\n");
      assertThat(Tool.shell("doas -C " + conf + " 2>&1 || echo bad")).as(line).contains("bad");
      InspectionNotes own = new InspectionNotes();
      assertThat(
              Guests.inspect(
                      MemoryFilesystem.create().file("/etc/doas.conf", line + "\n"),
                      own,
                      "sudo_rules")
                  .sudoRules())
          .as(line)
          .isEmpty();
      assertThat(own.problems()).as(line).extracting(Problem::kind).containsExactly("corrupt");
    }
  }

  @Test
  void survivesDamage() {
    Mutations.run(
        CONF.getBytes(StandardCharsets.UTF_8),
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session).file("/etc/doas.conf", image), "sudo_rules"));
  }
}
