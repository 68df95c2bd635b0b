package io.guestkit.filesystem.btrfs;

import io.guestkit.block.BlockSource;
import io.guestkit.block.ReadSession;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged filesystems end in values or in exceptions, never in anything else. */
class BtrfsMutationTest {

  @TempDir Path folder;

  @Test
  void survivesDamageThatChecksumsHide() throws IOException {
    run(SmallImages.make(folder, "--mixed -n 4096 -m single -d single", "5M"));
  }

  @Test
  void survivesDamageOfSubvolumesAndCompression() throws IOException {
    BtrfsImages.requireTools();
    List<Path> images = BtrfsImages.make(folder, 1, "16M", "--mixed -n 4096 -m single -d single");
    BtrfsImages.fill(
        images,
        "compress-force=zstd,max_inline=4000",
        """
        btrfs subvolume create a >&2; btrfs subvolume create a/b >&2
        for n in $(seq 40); do seq $n $((n * 40)) > a/$n; ln a/$n a/link$n; done
        seq 50000 > a/large; ln -s target a/b/soft; setfattr -n user.a -v b a/1
        btrfs subvolume snapshot a c >&2; btrfs property set c/2 compression lzo
        btrfs filesystem defragment -clzo c/large >&2; btrfs filesystem defragment -czlib a/3 >&2
        """);
    run(images.getFirst());
  }

  /** Damages an image and makes the checksums of its metadata right again. */
  private static void run(Path image) throws IOException {
    byte[] sound = Files.readAllBytes(image);
    BtrfsBytes whole = new BtrfsBytes(sound);
    List<int[]> hot = new ArrayList<>();
    hot.add(new int[] {BtrfsBytes.SUPERBLOCK + 32, BtrfsBytes.SUPERBLOCK + 0x3c0});
    for (int at = 1 << 20; at < sound.length; at += BtrfsBytes.NODE) {
      if (whole.isNode(at)) {
        int items = whole.view().getInt(at + 96);
        hot.add(new int[] {at + 96, at + 101 + Math.max(items * 25, 1)});
        hot.add(new int[] {at + 48, at + BtrfsBytes.NODE});
      }
    }
    Mutations.run(
        sound,
        hot,
        (damaged, session) -> {
          BtrfsBytes bytes = new BtrfsBytes(damaged);
          bytes.reseal();
          read(bytes.source(session), session);
        });
  }

  private static void read(BlockSource volume, ReadSession session) throws IOException {
    BtrfsFilesystem filesystem = BtrfsFilesystem.open(List.of(volume), List.of());
    Mutations.attempt(() -> filesystem.info("/dev/sda"));
    Mutations.attempt(() -> Mutations.walk(filesystem, filesystem.root(), session.budget()));
    Mutations.walk(filesystem, filesystem.subvolume(""), session.budget());
  }
}
