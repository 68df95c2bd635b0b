package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.guest.GuestRoot;
import io.guestkit.guest.GuestRoots;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Sources;
import io.guestkit.volume.Volume;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FileWalkTest {
  /** Returns the steps of a walk in words. */
  private static List<String> steps(FileWalk walk) throws IOException {
    List<String> steps = new ArrayList<>();
    for (Optional<WalkStep> step = walk.next(); step.isPresent(); step = walk.next()) {
      steps.add(words(step.get()));
    }
    return steps;
  }

  private static String words(WalkStep step) {
    return switch (step) {
      case WalkStep.Found found -> "found " + found.path();
      case WalkStep.Left left -> "left " + left.path();
      case WalkStep.Unreadable unreadable -> unreadable.why().kind() + " " + unreadable.path();
    };
  }

  private static FileWalk walk(Filesystem filesystem, String path) throws IOException {
    return MemoryGuests.files(filesystem).walk(path, FileWalk.Scope.GUEST);
  }

  private static MemoryFilesystem tree() {
    return MemoryFilesystem.create()
        .file("/b/y", "2")
        .file("/b/x", "1")
        .directory("/a")
        .link("/c", "b")
        .file("/b.c", "");
  }

  @Test
  void meetsEachDirectoryBeforeAndAfterWhatIsInIt() throws IOException {
    assertThat(steps(walk(tree(), "/")))
        .containsExactly(
            "found /",
            "found /a",
            "left /a",
            "found /b",
            "found /b/x",
            "found /b/y",
            "left /b",
            "found /b.c",
            "found /c",
            "left /");
  }

  @Test
  void startsWithAFileOrALinkOrWhatItLeadsTo() throws IOException {
    assertThat(steps(walk(tree(), "/b.c"))).containsExactly("found /b.c");
    assertThat(steps(walk(tree(), "/c"))).containsExactly("found /c");
    assertThat(steps(walk(tree(), "/c/")))
        .containsExactly("found /c", "found /c/x", "found /c/y", "left /c");
  }

  @Test
  void leavesOutWhatIsSkipped() throws IOException {
    FileWalk walk = walk(tree(), "/");
    List<String> steps = new ArrayList<>();
    for (Optional<WalkStep> step = walk.next(); step.isPresent(); step = walk.next()) {
      steps.add(words(step.get()));
      if (step.get() instanceof WalkStep.Found found && !found.path().equals("/")) {
        assertThat(walk.isEmpty()).isEqualTo(found.path().equals("/a"));
        walk.skip();
      }
    }
    assertThat(steps)
        .containsExactly(
            "found /",
            "found /a",
            "left /a",
            "found /b",
            "left /b",
            "found /b.c",
            "found /c",
            "left /");
  }

  @Test
  void goesOnPastWhatCannotBeRead() throws IOException {
    MemoryFilesystem tree = tree().lost("/b/x").broken("/a").broken("/c");
    assertThat(steps(walk(tree, "/")))
        .containsExactly(
            "found /",
            "found /a",
            "corrupt /a",
            "left /a",
            "found /b",
            "corrupt /b/x",
            "found /b/y",
            "left /b",
            "found /b.c",
            "found /c",
            "corrupt /c",
            "left /");
  }

  @Test
  void aLinkWhoseTargetIsLostIsStillAFile() throws IOException {
    FileWalk walk = walk(tree().broken("/c"), "/c");
    assertThat(walk.next())
        .get()
        .isInstanceOfSatisfying(
            WalkStep.Found.class,
            found -> {
              assertThat(found.file().info().type()).isEqualTo("symlink");
              assertThat(found.file().info().target()).isNull();
            });
  }

  @Test
  void refusesNamesThatNoFileCanHave() throws IOException {
    for (String name : new String[] {"", ".", "..", "x/y", "/etc", "nul\0", "../../etc"}) {
      MemoryFilesystem tree = tree().name("/a", name, "/b");
      assertThat(steps(walk(tree, "/a")))
          .as(name)
          .containsExactly("found /a", "corrupt /a/" + name, "left /a");
    }
  }

  @Test
  void meetsBothOfTwoEntriesOfOneName() throws IOException {
    MemoryFilesystem tree = tree().name("/b", "x", "/b.c");
    assertThat(steps(walk(tree, "/b")))
        .containsExactly("found /b", "found /b/x", "found /b/x", "found /b/y", "left /b");
  }

  @Test
  void endsInATreeThatContainsItself() throws IOException {
    MemoryFilesystem tree = tree().name("/a", "again", "/a").name("/a", "top", "/");
    List<String> steps = steps(walk(tree, "/"));
    assertThat(steps).hasSizeLessThan(2000).contains("found /a/again/again/again");
    assertThat(steps).anyMatch(step -> step.startsWith("limit /a/"));
  }

  @Test
  void endsWhereDirectoriesHaveTwoNamesAtEveryLevel() throws IOException {
    MemoryFilesystem tree = MemoryFilesystem.create().directory("/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a");
    String path = "";
    for (int i = 0; i < 15; i++) {
      path += "/a";
      tree.name(path, "b", path + "/a");
    }
    assertThat(steps(walk(tree, "/"))).hasSizeLessThan(16 * 8 * 2 * 3);
  }

  @Test
  void walksThousandsOfLevelsWithoutRecursion() throws IOException {
    int levels = 6_000;
    MemoryFilesystem tree = MemoryFilesystem.create().directory("/d".repeat(levels));
    List<String> steps = steps(walk(tree, "/"));
    assertThat(steps).hasSize(2 * (levels + 1)).last().isEqualTo("left /");
  }

  @Test
  void saysWhereATreeIsTooDeepForItsMemory() throws IOException {
    int levels = 3_000;
    MemoryFilesystem tree = MemoryFilesystem.create().directory("/d".repeat(levels));
    Budget small = new Budget(Duration.ofMinutes(1), 1 << 20, Long.MAX_VALUE);
    GuestFiles files = new GuestFilesView(() -> {}, GuestRoot.of("/dev/sda", tree), small);
    List<String> steps = steps(files.walk("/", FileWalk.Scope.GUEST));
    assertThat(steps).anyMatch(step -> step.startsWith("limit /d/")).last().isEqualTo("left /");
  }

  @Test
  void endsWithItsBudget() throws IOException {
    Budget budget = Sources.session().budget();
    GuestFiles files = new GuestFilesView(() -> {}, GuestRoot.of("/dev/sda", tree()), budget);
    FileWalk walk = files.walk("/", FileWalk.Scope.GUEST);
    assertThat(walk.next()).isPresent();
    budget.cancel();
    assertThatExceptionOfType(LimitExceededException.class).isThrownBy(walk::next);
  }

  @Test
  void givesItsMemoryBack() throws IOException {
    Budget budget = new Budget(Duration.ofMinutes(1), 1 << 20, Long.MAX_VALUE);
    GuestFiles files = new GuestFilesView(() -> {}, GuestRoot.of("/dev/sda", tree()), budget);
    steps(files.walk("/", FileWalk.Scope.GUEST));
    budget.reserve(1 << 20, "all of it");
  }

  @Test
  void entersWhatIsMountedUnlessItStaysInOneFilesystem() throws IOException {
    MemoryFilesystem root =
        MemoryFilesystem.create()
            .file("/etc/fstab", "/dev/sdb /boot ext4\n/dev/sdc /srv ext4\n")
            .directory("/usr")
            .directory("/var")
            .file("/boot/hidden", "")
            .file("/srv/hidden", "");
    MemoryFilesystem boot = MemoryFilesystem.create().file("/vmlinuz", "kernel");
    List<VolumeContent> contents =
        List.of(content("/dev/sda", root), content("/dev/sdb", boot), content("/dev/sdc", null));
    GuestRoot guest = GuestRoots.assemble(contents, new ArrayList<>()).getFirst();
    GuestFiles files = MemoryGuests.files(guest);

    List<String> all = steps(files.walk("/", FileWalk.Scope.GUEST));
    List<String> one = steps(files.walk("/", FileWalk.Scope.FILESYSTEM));

    assertThat(all)
        .containsSubsequence("found /boot", "found /boot/vmlinuz", "left /boot")
        .containsSubsequence("found /srv", "unsupported /srv", "left /srv")
        .noneMatch(step -> step.contains("hidden"));
    assertThat(one)
        .containsSubsequence("found /boot", "left /boot")
        .noneMatch(step -> step.contains("vmlinuz") || step.contains("hidden"));
  }

  private static VolumeContent content(String device, @Nullable Filesystem filesystem) {
    return new VolumeContent(
        new Volume(device, "partition", Sources.memory(new byte[0]), null),
        Optional.ofNullable(filesystem),
        Optional.of(
            FilesystemInfo.recognised(device, "ext4", null, "filesystem", null, null, null)),
        Optional.empty(),
        List.of());
  }

  @Test
  void saysWhyAPathIsNotWalked() {
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> walk(tree(), "/absent"))
        .withMessageContaining("/absent: no such file");
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> walk(tree().broken("/b"), "/b/x"));
  }
}
