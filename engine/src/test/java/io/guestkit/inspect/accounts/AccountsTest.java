package io.guestkit.inspect.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.Group;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.Problem;
import io.guestkit.report.User;
import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountsTest {
  private final InspectionNotes notes = new InspectionNotes();

  @Test
  void readsBothTablesInTheirOrder() throws IOException {
    OperatingSystem system =
        Guests.inspect(
            MemoryFilesystem.create()
                .file(
                    "/etc/passwd",
                    """
                    root:x:0:0:root:/root:/bin/bash
                    # comment

                    bob:$6$hash:2000:4294967295:Bob Builder,,,:/home/bob:
                    +nisuser::::::
                    """)
                .file("/etc/group", "sudo:x:27:alice,bob\nempty:x:4294967294:\n+:::\n"),
            notes,
            "users",
            "groups");

    assertThat(system.users())
        .containsExactly(
            new User("root", 0, 0, "root", "/root", "/bin/bash", null, null, null, false),
            new User(
                "bob",
                2000,
                4_294_967_295L,
                "Bob Builder,,,",
                "/home/bob",
                "",
                null,
                null,
                null,
                false));
    assertThat(system.groups())
        .containsExactly(
            new Group("sudo", 27, List.of("alice", "bob")),
            new Group("empty", 4_294_967_294L, List.of()));
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void linesThatAreNoAccountAreOneProblem() throws IOException {
    OperatingSystem system =
        Guests.inspect(
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
                    """),
            notes,
            "users");

    assertThat(system.users()).extracting(User::name).containsExactly("root", "last");
    assertThat(notes.problems())
        .containsExactly(
            new Problem(
                "corrupt",
                "/dev/sda1",
                "/etc/passwd",
                "/etc/passwd: 4 of its lines are no entry, the first is line 2"));
  }
}
