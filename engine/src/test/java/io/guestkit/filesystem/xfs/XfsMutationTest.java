package io.guestkit.filesystem.xfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.MemorySource;
import io.guestkit.block.ReadSession;
import io.guestkit.filesystem.xfs.layout.Superblock;
import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged filesystems end in values or in exceptions, never in anything else. */
class XfsMutationTest {
  private static final int PAGE = 4096;

  @TempDir Path folder;

  /** Version 4 has no checksums; those of version 5 are made right again after the damage. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-m crc=0 -b size=512 -i size=256 -d agcount=1",
        "-m crc=0 -n version=ci -d agcount=1",
        "-m crc=1,rmapbt=1 -i nrext64=1 -d agcount=1",
        "-m crc=1,inobtcount=0 -b size=1k -d agcount=1"
      })
  void survivesDamage(String options) throws IOException {
    Path image = SmallImages.make(folder, options, "20M");
    addAttributes(image);
    byte[] bytes = trimmed(image);
    boolean sealed = options.contains("crc=1");
    Mutations.run(
        bytes,
        metadata(bytes),
        (damaged, session) -> {
          if (sealed) {
            Seals.renew(damaged);
          }
          read(damaged, session);
        });
  }

  private static void addAttributes(Path image) throws IOException {
    XfsFilesystem filesystem = Images.open(image);
    long inode = filesystem.find(filesystem.root(), "file").orElseThrow().inode();
    long other = filesystem.find(filesystem.root(), "empty").orElseThrow().inode();
    StringBuilder commands = new StringBuilder("inode " + other + "\n");
    commands.append("attr_set -u -v 40 short\ninode ").append(inode).append('\n');
    for (int n = 0; n < 60; n++) {
      commands.append("attr_set -u -v %d name%d\n".formatted(n == 7 ? 9000 : n * 30 + 1, n));
    }
    Tool.shell("printf '%s' | xfs_db -x '%s' >&2".formatted(commands, image));
  }

  /** Returns an image without the free space at its end. */
  private static byte[] trimmed(Path image) throws IOException {
    byte[] bytes = Files.readAllBytes(image);
    int end = bytes.length;
    while (bytes[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(bytes, (end + PAGE) / PAGE * PAGE);
  }

  /** Returns the pages that hold metadata by their first bytes, most of the damage for them. */
  private static List<int[]> metadata(byte[] bytes) {
    List<int[]> ranges = new ArrayList<>();
    ranges.add(new int[] {0, 512});
    for (int at = 512; at < bytes.length; at += 512) {
      boolean header = bytes[at] == 'X' && bytes[at + 1] >= 'A' && bytes[at + 1] <= 'S';
      boolean inode = bytes[at] == 'I' && bytes[at + 1] == 'N' && bytes[at + 2] != 0;
      boolean index = (bytes[at + 9] & 0x80) != 0 && ((bytes[at + 8] & 0x3f) >= 0x3b);
      boolean tree = bytes[at] == 'B' && bytes[at + 1] == 'M' && bytes[at + 2] == 'A';
      if (header || inode || index || tree) {
        ranges.add(new int[] {at, at + (inode ? 256 : 512)});
      }
    }
    assertThat(ranges).hasSizeGreaterThan(20);
    return ranges;
  }

  @Test
  void survivesDamagedLogs() throws IOException {
    Images.requireLoopMounts();
    Path image = KernelImages.make(folder, "40M", "mkfs.xfs --unsupported -q $image");
    KernelImages.fill(
        image,
        "rw",
        "mkdir a; for n in $(seq 90); do echo $n > a/$n; done; sync; rm -r a; echo b > b; ln -s b c;"
            + " setfattr -n user.a -v b b; sync; xfs_io -x -c 'shutdown -f' .");
    byte[] bytes = trimmed(image);
    Superblock superblock = Superblock.read(Sources.memory(bytes));
    int log = Math.toIntExact(superblock.offset(superblock.logStart()));
    long size = superblock.logBlocks() * superblock.blockSize();
    int end = (int) Math.min(log + size, bytes.length);
    Mutations.run(
        bytes,
        List.of(new int[] {log, log + (300 << 10)}),
        (damaged, session) -> {
          Seals.renewLog(damaged, log, end);
          read(damaged, session);
        });
  }

  private static void read(byte[] image, ReadSession session) throws IOException {
    XfsFilesystem filesystem = XfsFilesystem.open(new MemorySource("image", image, session));
    Mutations.attempt(() -> filesystem.info("/dev/sda"));
    Mutations.walk(filesystem, filesystem.root(), session.budget());
  }
}
