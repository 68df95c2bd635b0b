package io.guestkit.filesystem.ext;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.testing.Listing;
import io.guestkit.testing.Listing.Entry;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Filesystems that not every kernel mounts: filled by mkfs, compared with the tree it was given.
 */
class ExtToolsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-b 65536",
        "-b 65536 -O ^extent,^metadata_csum,^64bit",
        "-b 16384 -O bigalloc -C 65536",
        "-b 8192 -g 512 -O meta_bg,^resize_inode",
        "-O quota,project -I 256",
        "-O mmp,stable_inodes",
        "-O casefold -E encoding=utf8",
        "-b 1024 -O inline_data -I 512"
      })
  void holdsTheTree(String options) throws IOException {
    Path image = SmallImages.make(folder, options, "64M");
    SortedMap<String, Entry> tree =
        Listing.parse(
            Tool.runBytes(
                "/bin/bash", "-euc", "cd '%s/tree'\n%s".formatted(folder, Listing.SCRIPT)));

    ExtFilesystem filesystem = Images.open(image);
    SortedMap<String, Entry> ours = Listing.of(filesystem);
    ours.remove("/lost+found");
    assertThat(comparable(ours)).isEqualTo(comparable(tree));
    assertThat(filesystem.problems("/dev/sda1")).isEmpty();
    filesystem.info("/dev/sda");
  }

  /** Leaves out numbers of inodes, and what mkfs does not take over from a tree. */
  private static SortedMap<String, Entry> comparable(SortedMap<String, Entry> entries) {
    SortedMap<String, Entry> comparable = new TreeMap<>();
    entries.forEach((path, e) ->
        comparable.put(
            path,
            new Entry(
                e.type(),
                e.mode(),
                e.uid(),
                e.gid(),
                e.size(),
                0,
                e.modified().substring(0, e.modified().indexOf('+')),
                e.type() == FileType.DIRECTORY ? 0 : e.links(),
                0,
                e.target(),
                e.device(),
                e.sha256(),
                e.attributes())));
    return comparable;
  }

  @Test
  void findsNamesOfEitherCaseWhereTheDirectoryFoldsIt() throws IOException {
    Path image = SmallImages.make(folder, "-b 1024 -O casefold -E encoding=utf8", "8M");
    Tool.shell("debugfs -w -R 'sif many flags 0x40080000' '%s' 2>/dev/null".formatted(image));

    ExtFilesystem filesystem = Images.open(image);
    FileEntry many = filesystem.find(filesystem.root(), "many").orElseThrow();
    String name = "some longer name of number 7";
    assertThat(filesystem.find(many, "SOME Longer NAME of number 7").map(FileEntry::inode))
        .isEqualTo(filesystem.find(many, name).map(FileEntry::inode))
        .isPresent();
    assertThat(filesystem.find(filesystem.root(), "FILE")).isEmpty();
  }
}
