package io.guestkit.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.BlockCache;
import io.guestkit.block.Budget;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.ReadSession;
import io.guestkit.guest.GuestRoot;
import io.guestkit.report.Evidence;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.Problem;
import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuestInspectorTest {
  private final InspectionNotes notes = new InspectionNotes();

  private static MemoryFilesystem debian(ReadSession session) {
    return MemoryFilesystem.create(session)
        .file("/etc/os-release", "ID=debian\nVERSION_ID=12\n")
        .file("/etc/hostname", "web01\n")
        .file("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n")
        .file("/etc/group", "root:x:0:\n" + "x".repeat(100_000))
        .file("/var/lib/dpkg/status", "Package: a\nStatus: a b installed\nVersion: 1\n");
  }

  private static ReadSession session(long memoryBytes) {
    return ReadSession.of(
        new Budget(Duration.ofMinutes(1), memoryBytes, 1000), new BlockCache(1 << 20));
  }

  @Test
  void aTreeWithoutEtcIsNoSystem() throws IOException {
    GuestRoot root = GuestRoot.of("/dev/sda1", MemoryFilesystem.create().file("/EFI/x", ""));

    assertThat(GuestInspector.inspect(root, Facts.of(List.of("full")), notes)).isEmpty();
  }

  @Test
  void readsOnlyTheFactsThatWereAskedFor() throws IOException {
    OperatingSystem system = Guests.inspect(debian(session(1 << 20)), notes, "users");

    assertThat(system.users()).hasSize(1);
    assertThat(system.hostname()).isEqualTo("web01");
    assertThat(system.packages()).isEmpty();
    assertThat(notes.evidence())
        .containsExactly(
            new Evidence("distro", "/dev/sda1", "/etc/os-release"),
            new Evidence("hostname", "/dev/sda1", "/etc/hostname"),
            new Evidence("users", "/dev/sda1", "/etc/passwd"));
  }

  @Test
  void oneFactThatCannotBeReadLeavesTheOthers() throws IOException {
    MemoryFilesystem tree = debian(session(1 << 20)).broken("/etc/passwd").broken("/var/lib/dpkg");
    OperatingSystem system = Guests.inspect(tree, notes, "users", "groups", "packages");

    assertThat(system.users()).isEmpty();
    assertThat(system.groups()).hasSize(1);
    assertThat(notes.problems())
        .extracting(Problem::path)
        .contains("/etc/passwd", "/var/lib/dpkg/status", "/etc/group");
  }

  @Test
  void theEndOfTheBudgetKeepsWhatWasRead() throws IOException {
    OperatingSystem system = Guests.inspect(debian(session(10_000)), notes, "full");

    assertThat(system.distro()).isEqualTo("debian");
    assertThat(system.packages()).hasSize(1);
    assertThat(system.users()).hasSize(1);
    assertThat(system.groups()).isEmpty();
    assertThat(notes.problems()).extracting(Problem::kind).containsExactly("limit");
  }

  @Test
  void aBudgetThatEndsBeforeTheSystemIsKnownIsAnException() throws IOException {
    GuestRoot root = GuestRoot.of("/dev/sda1", debian(session(10)));

    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> GuestInspector.inspect(root, Facts.of(List.of("full")), notes));
  }

  @Test
  void aFileThatIsTooLargeIsAProblemOfItsPath() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create().file("/etc/hostname", new byte[FactFiles.MAX_TEXT_BYTES + 1]);

    assertThat(Guests.inspect(tree, notes).hostname()).isNull();
    assertThat(notes.problems())
        .extracting(Problem::message)
        .containsExactly(
            "/etc/hostname: 16777217 bytes, more than the 16777216 that such a file is read to");
  }
}
