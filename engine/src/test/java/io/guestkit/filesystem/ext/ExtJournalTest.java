package io.guestkit.filesystem.ext;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.FileSource;
import io.guestkit.filesystem.FileType;
import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Listing;
import io.guestkit.testing.Listing.Entry;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filesystems copied while they were mounted, compared with what the kernel recovers of them. */
class ExtJournalTest {
  @TempDir Path folder;

  /** Fills directories, frees their blocks for data, and writes blocks that look like a journal. */
  private static final String CHANGES =
      """
      mkdir many keep; for n in $(seq 300); do echo $n > many/name$n; done; sync
      for n in $(seq 200); do echo kept > keep/name$n; done; sync
      rm -r many; sync
      perl -e 'print "\\xc0\\x3b\\x39\\x98\\0\\0\\0\\1" x 5000' > magic
      perl -e 'print pack("L", rand(2**32)) for 1 .. 200000' > reused; sync
      setfattr -n user.name -v value keep; rm keep/name7; mv keep/name8 keep/moved
      ln -s target link; chmod 700 keep; sync -f .
      """;

  @BeforeAll
  static void requireTools() {
    KernelImages.requireLoopMounts();
  }

  /** Returns a copy of an image that was taken while it was mounted and written to. */
  private Path dirty(Path image, String options, String script) {
    Path copy = folder.resolve("copy.raw");
    KernelImages.fill(
        image, options, script + "cp --sparse=always '%s' '%s'".formatted(image, copy));
    return copy;
  }

  /** Returns what the kernel makes of a copy; it recovers the copy's copy. */
  private KernelImages.View recovered(Path dirty) {
    Path copy = folder.resolve("recovered.raw");
    Tool.shell("cp --sparse=always '%s' '%s'".formatted(dirty, copy));
    return KernelImages.view(copy, "rw");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mkfs.ext4 -F $image | rw",
        "mkfs.ext4 -F -b 1024 $image | rw",
        "mkfs.ext4 -F -b 1024 $image | data=journal",
        "mkfs.ext4 -F -O ^metadata_csum,^64bit $image | data=journal",
        "mkfs.ext4 -F -O ^metadata_csum $image | journal_checksum,data=journal",
        "mkfs.ext4 -F -O ^metadata_csum $image | data=writeback,journal_async_commit",
        "mkfs.ext4 -F $image | data=writeback,journal_async_commit",
        "mkfs.ext3 -F -b 1024 $image | data=journal",
        "mkfs.ext4 -F -O bigalloc $image | rw"
      })
  void replaysTheJournal(String mkfs, String options) throws IOException {
    Path image = KernelImages.make(folder, "64M", mkfs);
    Path copy = dirty(image, options, CHANGES);

    ExtFilesystem ours = Images.open(copy);
    assertThat(ours.info("/dev/sda").clean()).isFalse();
    assertThat(ours.problems("/dev/sda1")).isEmpty();
    SortedMap<String, Entry> entries = Listing.of(ours);
    assertThat(entries).containsKeys("/keep/moved", "/link").doesNotContainKey("/many");
    KernelImages.View kernel = recovered(copy);
    ExtKernelTest.assertSame(entries, kernel.entries());
    assertThat(ExtKernelTest.statfs(ours.info("/dev/sda"))).isEqualTo(kernel.usage());
  }

  @Test
  void goesAroundTheEndOfTheLog() throws IOException {
    Path image = KernelImages.make(folder, "64M", "mkfs.ext4 -F -b 1024 -J size=1 $image");
    String many = "for n in $(seq 60); do mkdir dir$n; echo $n > dir$n/file; sync; done\n";
    Path copy = dirty(image, "data=journal", many + CHANGES);

    ExtKernelTest.assertSame(Listing.of(Images.open(copy)), recovered(copy).entries());
  }

  @Test
  void doesNotReplayACleanJournal() throws IOException {
    Path image = KernelImages.make(folder, "64M", "mkfs.ext4 -F $image");
    KernelImages.fill(image, "rw", CHANGES);

    ExtFilesystem ours = Images.open(image);
    assertThat(ours.info("/dev/sda").clean()).isTrue();
    ExtKernelTest.assertSame(Listing.of(ours), KernelImages.view(image).entries());
  }

  /** The checksum that debugfs 1.47 gives to a revoke block alone in version 1 is wrong. */
  @ParameterizedTest
  @CsvSource({
    "^metadata_csum, '', true",
    "^metadata_csum, -c, false",
    "metadata_csum, -c -v 2, true",
    "metadata_csum, -c -v 3, true",
    "'metadata_csum,^64bit', -c -v 2, true",
    "'metadata_csum,^64bit', -c -v 3, true"
  })
  void replaysJournalsThatDebugfsWrites(String features, String version, boolean revokes)
      throws IOException {
    Path image =
        KernelImages.make(folder, "16M", "mkfs.ext4 -F -b 1024 -O " + features + " $image");
    KernelImages.fill(image, "rw", "echo old > file; echo kept > kept; mkdir dir");
    Tool.shell(
        """
        cd '%s'; block() { debugfs -R "blocks $1" image.raw 2>/dev/null | tr -d ' '; }
        printf '\\xc0\\x3b\\x39\\x98 new' > new; truncate -s 1024 new
        printf '%%s\\n' 'jo %s' "jw -b $(block file) $PWD/new" "jw -b $(block kept) $PWD/new" \
          "%s" jc > commands
        debugfs -w -f commands image.raw >&2
        debugfs -w -R 'feature needs_recovery' image.raw >&2
        """
            .formatted(folder, version, revokes ? "jw -r $(block kept)" : ""));

    ExtFilesystem ours = Images.open(image);
    assertThat(ours.info("/dev/sda").clean()).isFalse();
    assertThat(ours.problems("/dev/sda1")).isEmpty();
    SortedMap<String, Entry> entries = Listing.of(ours);
    ExtKernelTest.assertSame(entries, recovered(image).entries());
  }

  /**
   * Leaves out what the kernel changes as it replays: times, and the links of a directory that was
   * made, of which it counts one.
   */
  private static SortedMap<String, Entry> withoutTimes(SortedMap<String, Entry> entries) {
    SortedMap<String, Entry> plain = new TreeMap<>();
    entries.forEach((path, e) ->
        plain.put(
            path,
            new Entry(
                e.type(),
                e.mode(),
                e.uid(),
                e.gid(),
                e.size(),
                0, // a replay of fast commits counts the blocks anew
                "",
                e.type() == FileType.DIRECTORY ? 0 : e.links(),
                e.inode(),
                e.target(),
                e.device(),
                e.sha256(),
                e.attributes())));
    return plain;
  }

  @Test
  void replaysFastCommits() throws IOException {
    Path image = KernelImages.make(folder, "64M", "mkfs.ext4 -F -O fast_commit $image");
    String script =
        """
        mkdir old; for n in $(seq 20); do head -c 9000 /dev/urandom > old/file$n; done; sync -f .
        fsync() { perl -e 'use IO::Handle; open(F, "+<", $_) && F->sync for @ARGV' "$@"; }
        head -c 50000 /dev/urandom > new; fsync new
        head -c 20000 /dev/urandom >> old/file1; fsync old/file1
        rm old/file2; mv old/file3 old/moved; ln old/file4 hard; fsync old/file5
        fallocate -p -o 4096 -l 4096 old/file6; fsync old/file6
        mkdir -p a; head -c 30000 /dev/urandom > a/in; fsync a/in
        truncate -s 100 old/file7; chmod 600 old/file8; fsync old/file7 old/file8
        """;
    Path copy = dirty(image, "rw", script);

    ExtFilesystem ours = Images.open(copy);
    assertThat(ours.problems("/dev/sda1")).isEmpty();
    SortedMap<String, Entry> entries = Listing.of(ours);
    assertThat(entries).containsKey("/new");
    ExtKernelTest.assertSame(withoutTimes(entries), withoutTimes(recovered(copy).entries()));
  }

  @Test
  void warnsOfAJournalOnAnotherDevice() throws IOException {
    Path image =
        KernelImages.make(
            folder,
            "16M",
            "truncate -s 4M $image.log; mkfs.ext4 -F -b 1024 -O journal_dev $image.log;"
                + " loop=$(losetup -f --show $image.log); mkfs.ext4 -F -b 1024 -J device=$loop $image;"
                + " losetup -d $loop; debugfs -w -R 'feature needs_recovery' $image");

    ExtFilesystem ours = Images.open(image);
    assertThat(ours.problems("/dev/sda1")).singleElement().asString().contains("another device");
    assertThat(Listing.of(ours)).containsOnlyKeys("/lost+found");
    assertThat(
            new ExtFormat()
                .matches(FileSource.open(folder.resolve("image.raw.log"), Sources.session())))
        .isFalse();
  }
}
