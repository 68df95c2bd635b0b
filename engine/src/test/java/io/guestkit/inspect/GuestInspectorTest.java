package io.guestkit.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.BlockCache;
import io.guestkit.block.Budget;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.ReadSession;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.guest.GuestRoot;
import io.guestkit.guest.GuestRoots;
import io.guestkit.report.CrypttabEntry;
import io.guestkit.report.Evidence;
import io.guestkit.report.FstabEntry;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.Problem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Sources;
import io.guestkit.volume.Volume;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  void doesNotOpenTheDatabaseOfPackagesForUsers() throws IOException {
    MemoryFilesystem tree = debian(session(1 << 20)).broken("/var/lib/dpkg/status");

    assertThat(Guests.inspect(tree, notes, "users").users()).hasSize(1);
    assertThat(notes.problems()).isEmpty();

    assertThat(Guests.inspect(tree, notes, "packages").packages()).isEmpty();
    assertThat(notes.problems()).extracting(Problem::path).containsExactly("/var/lib/dpkg/status");
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

  @Test
  void tellsTheTablesOfMountsWithoutTheSecretsInThem() throws IOException {
    MemoryFilesystem tree =
        debian(session(1 << 20))
            .directory("/usr")
            .file("/etc/fstab", "//srv/x /mnt cifs user=a,password=hunter2 0 0\n")
            .file(
                "/etc/crypttab",
                "home /dev/sda1 /etc/keys/home luks,pkcs11-uri=pkcs11:x?pin-passwd=hunter2\n");
    Volume volume = new Volume("/dev/sda1", "partition", Sources.memory(new byte[0]), null);
    VolumeContent content =
        new VolumeContent(volume, Optional.of(tree), Optional.empty(), Optional.empty(), List.of());
    GuestRoot guest = GuestRoots.assemble(List.of(content), new ArrayList<>()).getFirst();
    OperatingSystem system =
        GuestInspector.inspect(guest, Facts.of(List.of("fstab", "crypttab")), notes).orElseThrow();

    assertThat(system.rootPath()).isNull();
    assertThat(system.medium()).isEqualTo("installed");
    assertThat(system.fstab())
        .containsExactly(
            new FstabEntry(
                "//srv/x", "/mnt", "cifs", List.of("user=a", "password=***"), 0, 0, null));
    assertThat(system.crypttab())
        .containsExactly(
            new CrypttabEntry(
                "home",
                "/dev/sda1",
                "/etc/keys/home",
                List.of("luks", "pkcs11-uri=***"),
                "/dev/sda1"));
    assertThat(notes.evidence())
        .contains(
            new Evidence("fstab", "/dev/sda1", "/etc/fstab"),
            new Evidence("crypttab", "/dev/sda1", "/etc/crypttab"));
  }
}
