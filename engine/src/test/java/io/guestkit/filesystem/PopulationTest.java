package io.guestkit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.BlockCache;
import io.guestkit.block.Budget;
import io.guestkit.block.FileSource;
import io.guestkit.block.ReadSession;
import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Listing;
import io.guestkit.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many files, as the kernel shows them; Btrfs has a test of its own. */
class PopulationTest {
  /** One directory of 50,000 entries, 10,000 files in 100, 300 levels, 20,000 extents. */
  private static final String POPULATION =
      """
      perl -e '
        mkdir "wide"; for my $n (1 .. 50000) { open(my $f, ">", "wide/entry$n") or die; print $f $n if $n % 9 == 0 }
        mkdir "tree"; for my $n (0 .. 9999) {
          my $d = "tree/" . $n % 100; mkdir $d;
          open(my $f, ">", "$d/file-\\xc3\\xbc-$n") or die; print $f "content $n\\n" x ($n % 70) }
        link("tree/1/file-\\xc3\\xbc-1", "tree/$_/hard") for 2 .. 99;
        my $deep = "deep"; for (1 .. 300) { mkdir $deep; $deep .= "/level$_" }
        open(my $f, ">", "pieces") or die; for my $n (1 .. 20000) { seek($f, $n * 8192, 0); print $f "piece $n" }'
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"mkfs.ext4 -q -F -N 100000 $image", "mkfs.xfs -q $image"})
  void agreesWithTheKernel(String mkfs) throws IOException {
    KernelImages.requireLoopMounts();
    Path image = KernelImages.make(folder, "1G", mkfs);
    KernelImages.fill(image, "rw,noatime", POPULATION);
    SortedMap<String, Listing.Entry> kernel = KernelImages.view(image).entries();

    ReadSession session =
        ReadSession.of(Budget.of(Duration.ofMinutes(2)), new BlockCache(64 << 20));
    try (FileSource file = FileSource.open(image, session)) {
      List<VolumeContent> contents = new ArrayList<>();
      Filesystems.open(List.of(new Volume("/dev/sda", "disk", file, null)), contents::add);
      Filesystem filesystem = contents.getFirst().filesystem().orElseThrow();
      assertThat(contents.getFirst().problems()).isEmpty();

      SortedMap<String, Listing.Entry> ours = Listing.of(filesystem);
      assertThat(ours.keySet()).isEqualTo(kernel.keySet());
      kernel.forEach((path, entry) -> assertThat(ours.get(path)).as(path).isEqualTo(entry));
    }
  }
}
