package io.guestkit.filesystem.xfs.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.FileSource;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.xfs.layout.Inode;
import io.guestkit.filesystem.xfs.layout.Inodes;
import io.guestkit.filesystem.xfs.layout.RecentBlocks;
import io.guestkit.filesystem.xfs.layout.Superblock;
import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index leads to each name; a look-up in order would hide its failure. */
class NameIndexTest {
  /** One block; one leaf; a node above leaves; nodes above nodes where blocks are small. */
  private static final List<Integer> SIZES = List.of(30, 300, 2500, 12000);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-m crc=0 -b size=512 -n size=4096",
        "-m crc=0",
        "-m crc=0 -n version=ci",
        "-b size=1k -n size=4k",
        "-m crc=1",
        "-n size=64k"
      })
  void leadsToEachName(String options) throws IOException {
    Tool.require("mkfs.xfs", "perl");
    Path prototype = folder.resolve("prototype");
    String sizes = SIZES.toString().replace("[", "").replace("]", "");
    Tool.shell(
        """
        perl -e 'print "/boot\\n0 0\\nd--755 0 0\\n";
          for my $n (%s) { print "d$n d--755 0 0\\n";
            print "some-entry-of-number-$_ p--644 0 0\\n" for 1 .. $n; print "\\$\\n" }
          print "\\$\\n"' > '%s'
        """
            .formatted(sizes, prototype));
    String mkfs = "mkfs.xfs --unsupported -q -p '%s' %s $image".formatted(prototype, options);
    Path image = KernelImages.make(folder, "128M", mkfs);
    try (FileSource file = FileSource.open(image, Sources.session())) {
      Superblock superblock = Superblock.read(file);
      Inodes inodes = new Inodes(file, superblock);
      Directories directories = new Directories(inodes);
      Inode root = inodes.read(superblock.rootInode());
      for (int size : SIZES) {
        long number = directories.find(root, "d" + size).orElseThrow();
        assertIndexed(inodes, inodes.read(number), directories, size);
      }
    }
  }

  private static void assertIndexed(
      Inodes inodes, Inode directory, Directories directories, int size) throws IOException {
    NameRules rules = new NameRules(inodes.superblock().features().foldsNames());
    Blocks blocks =
        new Blocks(
            directory,
            inodes.content(directory, directory.data(), Long.MAX_VALUE),
            new RecentBlocks<>(64));
    NameIndex index = new NameIndex(blocks, inodes.superblock(), rules);
    List<DirectoryEntry> entries = directories.list(directory);
    assertThat(entries).hasSize(size);
    for (DirectoryEntry entry : entries) {
      assertThat(index.find(FileName.encode(entry.name()))).as(entry.name()).hasValue(entry.id());
    }
    byte[] upper = FileName.encode(entries.getFirst().name().toUpperCase(Locale.ROOT));
    assertThat(index.find(upper).isPresent()).isEqualTo(rules.folded());
    assertThat(index.find(FileName.encode("none"))).isEmpty();
  }
}
