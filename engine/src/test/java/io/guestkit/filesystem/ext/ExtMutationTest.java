package io.guestkit.filesystem.ext;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.MemorySource;
import io.guestkit.block.ReadSession;
import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged filesystems end in values or in exceptions, never in anything else. */
class ExtMutationTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-b 1024 -O ^metadata_csum,^has_journal,inline_data -I 256",
        "-b 1024 -O ^metadata_csum,^has_journal,^extent,^64bit,^flex_bg -I 128",
        "-b 1024 -O ^metadata_csum,^has_journal,ea_inode,large_dir,bigalloc -C 2048"
      })
  void survivesDamage(String options) throws IOException {
    byte[] image = Files.readAllBytes(SmallImages.make(folder, options, "1500K"));
    // The superblock, the descriptors, bitmaps and inodes behind them, and the directories.
    List<int[]> hot =
        List.of(
            new int[] {1024, 1024 + 0x180},
            new int[] {2048, 4096},
            new int[] {8 << 10, 64 << 10},
            new int[] {64 << 10, 256 << 10});
    Mutations.run(image, hot, ExtMutationTest::read);
  }

  @Test
  void survivesDamagedJournals() throws IOException {
    KernelImages.requireLoopMounts();
    Path image = KernelImages.make(folder, "4M", "mkfs.ext4 -F -b 1024 -O ^metadata_csum $image");
    Path copy = folder.resolve("copy.raw");
    KernelImages.fill(
        image,
        "data=journal",
        "mkdir a; for n in $(seq 20); do echo $n > a/$n; done; sync; rm -r a; sync; echo b > b; sync\n"
            + "cp '%s' '%s'".formatted(image, copy));
    byte[] bytes = Files.readAllBytes(copy);
    ExtFilesystem filesystem = Images.open(copy);
    int journal = journalAt(bytes);
    Mutations.run(
        bytes,
        List.of(new int[] {1024, 1024 + 0x180}, new int[] {journal, journal + (48 << 10)}),
        ExtMutationTest::read);
    assertThat(filesystem.problems("/dev/sda1")).isEmpty();
  }

  /** Returns the offset of the journal's superblock. */
  private static int journalAt(byte[] image) {
    for (int at = 0; at < image.length; at += 1024) {
      if (image[at] == (byte) 0xc0
          && image[at + 1] == 0x3b
          && image[at + 2] == 0x39
          && image[at + 7] == 4) {
        return at;
      }
    }
    throw new AssertionError("no journal");
  }

  private static void read(byte[] image, ReadSession session) throws IOException {
    ExtFilesystem filesystem = ExtFilesystem.open(new MemorySource("image", image, session));
    Mutations.attempt(() -> filesystem.info("/dev/sda"));
    Mutations.walk(filesystem, filesystem.root(), session.budget());
  }
}
