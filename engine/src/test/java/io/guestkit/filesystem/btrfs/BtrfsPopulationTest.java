package io.guestkit.filesystem.btrfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.BlockCache;
import io.guestkit.block.Budget;
import io.guestkit.block.FileSource;
import io.guestkit.block.ReadSession;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Listing;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many files, as the kernel shows them; and a filesystem that was ext4 before. */
class BtrfsPopulationTest {
  private static final int NODE = 16 << 10;

  @TempDir Path folder;

  @Test
  void agreesWithTheKernelOnManyFiles() throws IOException {
    BtrfsImages.requireTools();
    List<Path> images = BtrfsImages.make(folder, 1, "1G", "");
    BtrfsImages.fill(
        images,
        "compress=zstd",
        """
        perl -e '
          mkdir "wide"; for my $n (1 .. 50000) { open(my $f, ">", "wide/entry$n") or die; print $f $n }
          mkdir "tree"; for my $n (0 .. 9999) {
            my $d = "tree/" . $n % 100; mkdir $d;
            open(my $f, ">", "$d/file-\\xc3\\xbc-$n") or die; print $f "content $n\\n" x ($n % 700) }
          my $deep = "deep"; for (1 .. 300) { mkdir $deep; $deep .= "/level$_" }'
        """);
    KernelImages.View kernel = BtrfsImages.view(images, "ro");
    BtrfsFilesystem ours = BtrfsImages.open(images);
    BtrfsKernelTest.assertSame(Listing.of(ours), kernel.entries());
    assertThat(BtrfsKernelTest.statfs(ours.info("/dev/sda"))).isEqualTo(kernel.usage());
    assertNodesAreReadOnce(images.getFirst());
  }

  /** A listing with stat of a wide directory reads little more than the leaves that it is in. */
  private static void assertNodesAreReadOnce(Path image) throws IOException {
    ReadSession session =
        ReadSession.of(Budget.of(Duration.ofMinutes(1)), new BlockCache(64 << 20));
    try (FileSource file = FileSource.open(image, session)) {
      BtrfsFilesystem filesystem = BtrfsFilesystem.open(List.of(file), List.of());
      FileEntry wide = filesystem.find(filesystem.root(), "wide").orElseThrow();
      Set<Long> inodes = new HashSet<>();
      for (DirectoryEntry name : filesystem.list(wide)) {
        inodes.add(filesystem.entry(name).inode());
      }
      assertThat(inodes).hasSize(50_000);
      // 160 + 25 bytes of inode, 2 x (30 + 25 + 10) of names, 21 + 25 + 5 of content, 45 of name.
      long bytes = 50_000L * 420;
      assertThat(session.counter().bytes()).isLessThan(bytes * 2 + 100L * NODE);
    }
  }

  @Test
  void agreesWithTheKernelOnWhatWasExt4() throws IOException {
    BtrfsImages.requireTools();
    Tool.require("btrfs-convert", "mkfs.ext4");
    Path image = folder.resolve("converted.raw");
    Tool.shell(
        """
        mkdir -p '%s/tree/a/b'; cd '%s/tree'; seq 100000 > a/large; echo small > a/b/small
        ln -s target soft; for n in $(seq 200); do echo $n > a/b/$n; done
        truncate -s 300M ../converted.raw
        mkfs.ext4 -q -F -b 4096 -d . ../converted.raw >&2; btrfs-convert ../converted.raw >&2
        """
            .formatted(folder, folder));
    KernelImages.View kernel = BtrfsImages.view(List.of(image), "ro");
    BtrfsFilesystem ours = BtrfsImages.open(List.of(image));
    BtrfsKernelTest.assertSame(Listing.of(ours), kernel.entries());
    assertThat(kernel.entries()).containsKey("/ext2_saved/image");
    assertThat(BtrfsKernelTest.statfs(ours.info("/dev/sda"))).isEqualTo(kernel.usage());
  }
}
