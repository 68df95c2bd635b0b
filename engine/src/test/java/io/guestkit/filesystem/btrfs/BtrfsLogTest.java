package io.guestkit.filesystem.btrfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Listing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filesystems that were not unmounted. */
class BtrfsLogTest {
  @TempDir Path folder;

  @BeforeAll
  static void requireTools() {
    BtrfsImages.requireTools();
  }

  @Test
  void saysThatTheLogWasNotReplayed() throws IOException {
    List<Path> images = BtrfsImages.make(folder, 1, "256M", "-n 4096");
    Path copy = folder.resolve("copy.raw");
    BtrfsImages.fill(
        images,
        "rw",
        """
        btrfs subvolume create sub >&2; echo old > old; echo old > sub/old; sync
        echo new > new; echo new > sub/new; sync new sub/new
        cp --sparse=always '%s' '%s'
        """
            .formatted(images.getFirst(), copy));
    BtrfsFilesystem left = BtrfsImages.open(List.of(copy));
    assertThat(Listing.of(left)).containsOnlyKeys("/old", "/sub", "/sub/old");
    assertThat(left.info("/dev/sda").clean()).isFalse();
    assertThat(left.problems("/dev/sda"))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.kind()).isEqualTo("unsupported");
          assertThat(problem.message()).contains("log was not replayed", "in 2 subvolumes");
        });
    assertThat(BtrfsImages.open(images).problems("/dev/sda")).isEmpty();
  }
}
