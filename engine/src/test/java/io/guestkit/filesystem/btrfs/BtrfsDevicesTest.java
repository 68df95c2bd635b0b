package io.guestkit.filesystem.btrfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.MissingImageException;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.report.Problem;
import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Listing;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filesystems on several devices of which some are missing, damaged or there twice. */
class BtrfsDevicesTest {
  /** Files of several pieces of every stripe, and a tree of several nodes. */
  private static final String CONTENT =
      """
      mkdir a; perl -e '
        srand(7);
        for my $n (1 .. 40) {
          open(my $f, ">", "a/text$n"); print $f "line $_ of $n\\n" for 1 .. $n * 400;
          open(my $g, ">", "a/noise$n");
          print $g join("", map { pack("L", rand(2**32)) } 1 .. $n * 4000) }
        for my $n (1 .. 900) { open(my $f, ">", "a/small$n"); print $f $n; }'
      touch nocow; chattr +C nocow; cat a/text40 >> nocow; sync
      """;

  @TempDir Path folder;

  @BeforeAll
  static void requireTools() {
    BtrfsImages.requireTools();
  }

  private static List<Path> without(List<Path> images, String missing) {
    List<Path> left = new ArrayList<>(images);
    for (String index : missing.split(" ", -1)) {
      left.remove(images.get(Integer.parseInt(index)));
    }
    return left;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | 300M | -d raid1 -m raid1 | 0",
        "3 | 300M | -d raid1c3 -m raid1c3 | 0 2",
        "4 | 300M | -d raid1c4 -m raid1c4 | 1 2 3",
        "4 | 200M | -d raid10 -m raid10 | 2",
        "3 | 200M | -d raid5 -m raid5 | 0",
        "3 | 200M | -d raid5 -m raid5 | 1",
        "2 | 300M | -d raid5 -m raid1 | 0",
        "4 | 200M | -d raid6 -m raid6 | 0 1",
        "5 | 200M | -d raid6 -m raid6 | 1 4",
        "5 | 200M | -d raid6 -m raid6 | 2 3",
        "6 | 150M | -d raid6 -m raid1c3 | 0 5"
      })
  void readsWithoutSomeDevices(int count, String size, String mkfs, String missing)
      throws IOException {
    List<Path> images = BtrfsImages.make(folder, count, size, mkfs);
    BtrfsImages.fill(images, "rw", CONTENT);
    List<Path> left = without(images, missing);
    KernelImages.View kernel = BtrfsImages.view(left, "ro,degraded");

    BtrfsFilesystem ours = BtrfsImages.open(left);
    BtrfsKernelTest.assertSame(Listing.of(ours), kernel.entries());
    assertThat(BtrfsKernelTest.statfs(ours.info("/dev/sda"))).isEqualTo(kernel.usage());
    List<Problem> problems = ours.problems("/dev/sda");
    String[] indexes = missing.split(" ", -1);
    assertThat(problems).hasSize(indexes.length).extracting(Problem::kind).containsOnly("missing");
    for (int i = 0; i < indexes.length; i++) {
      Path gone = images.get(Integer.parseInt(indexes[i]));
      String uuid = Tool.run("blkid", "-p", "-s", "UUID_SUB", "-o", "value", gone.toString());
      assertThat(problems.get(i).message())
          .contains(
              "device %d (%s) of %d bytes"
                  .formatted(
                      Integer.parseInt(indexes[i]) + 1, uuid.strip(), gone.toFile().length()));
    }
  }

  @Test
  void saysWhatIsOnMissingDevicesOnly() throws IOException {
    List<Path> images = BtrfsImages.make(folder, 2, "200M", "-d single -m raid1");
    BtrfsImages.fill(
        images, "rw", "for n in $(seq 30); do head -c 4M /dev/urandom > $n; done; echo > small");
    SortedMap<String, Listing.Entry> all = BtrfsImages.view(images, "ro").entries();
    BtrfsFilesystem ours = BtrfsImages.open(images.subList(0, 1));
    int readable = 0;
    int missing = 0;
    for (String path : all.keySet()) {
      FileEntry file = ours.find(ours.root(), path.substring(1)).orElseThrow();
      try {
        String digest = Listing.sha256(ours.content(file));
        assertThat(digest).isEqualTo(all.get(path).sha256());
        readable++;
      } catch (MissingImageException e) {
        assertThat(e).hasMessageContaining("device 2 (");
        missing++;
      }
    }
    assertThat(readable).isPositive();
    assertThat(missing).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | -d raid1 -m raid1 | 0",
        "2 | -d raid1 -m raid1 --checksum sha256 | 1",
        "1 | -d dup -m dup --checksum xxhash | 0",
        "3 | -d raid5 -m raid5 | 2",
        "4 | -d raid6 -m raid6 --checksum blake2 | 1",
        "4 | -d raid10 -m raid10 | 3"
      })
  void readsTheOtherCopyOfWhatIsDamaged(int count, String mkfs, int damaged) throws IOException {
    List<Path> images = BtrfsImages.make(folder, count, "300M", mkfs);
    BtrfsImages.fill(images, "compress=zstd", CONTENT);
    KernelImages.View kernel = BtrfsImages.view(images, "ro");
    // All of one device behind its superblock is changed, or the second copy in each chunk.
    String victim = images.get(damaged).toString();
    Tool.shell("image='" + victim + "'\n" + (count == 1 ? DAMAGED_COPIES : DAMAGED_DEVICE));

    BtrfsFilesystem ours = BtrfsImages.open(images);
    SortedMap<String, Listing.Entry> entries = Listing.of(ours);
    // Without checksums nothing tells which copy is the right one.
    entries.remove("/nocow");
    SortedMap<String, Listing.Entry> expected = kernel.entries();
    expected.remove("/nocow");
    BtrfsKernelTest.assertSame(entries, expected);
    assertThat(BtrfsKernelTest.statfs(ours.info("/dev/sda"))).isEqualTo(kernel.usage());
  }

  private static final String DAMAGED_DEVICE =
      """
      perl -e '
        my $path = shift; open(my $f, "+<", $path) or die;
        for (my $at = 1 << 20; $at < -s $path; $at += 4096) {
          next if $at == 64 << 20;
          seek($f, $at, 0); read($f, my $block, 4096);
          next if $block !~ /[^\\0]/;
          seek($f, $at, 0); print $f (~$block & ("\\xff" x 4096)) }' $image
      """;

  private static final String DAMAGED_COPIES =
      """
      btrfs inspect-internal dump-tree -t chunk $image | perl -e '
        my $path = shift; open(my $f, "+<", $path) or die; my $length;
        while (<STDIN>) {
          $length = $1 if /length (\\d+) owner/;
          next unless /stripe 1 devid 1 offset (\\d+)/;
          my $end = $1 + $length;
          for (my $at = $1; $at < $end; $at += 4096) {
            seek($f, $at, 0); read($f, my $block, 4096);
            next if $block !~ /[^\\0]/;
            seek($f, $at, 0); print $f (~$block & ("\\xff" x 4096)) } }' $image
      """;

  @Test
  void reportsDataThatHasNoSoundCopy() throws IOException {
    List<Path> images = BtrfsImages.make(folder, 1, "256M", "-d single");
    BtrfsImages.fill(
        images, "rw", "perl -e 'print \"needle \" x 100000' > file; echo sound > other");
    Tool.run(
        "perl",
        "-e",
        """
        open(my $f, "+<", $ARGV[0]) or die; local $/; my $all = <$f>;
        my $at = index($all, "needle " x 1000); die if $at < 0;
        seek($f, $at + 5 * 4096 + 7, 0); print $f "X"
        """,
        images.getFirst().toString());
    BtrfsFilesystem ours = BtrfsImages.open(images);
    FileEntry file = ours.find(ours.root(), "file").orElseThrow();
    assertThat(ours.content(file).readBytes(0, 5 * 4096)).hasSize(5 * 4096);
    assertThat(ours.content(file).readBytes(6 * 4096 + 1, 100)).hasSize(100);
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> ours.content(file).readBytes(0, 100_000))
        .withMessageContaining("inode " + file.inode())
        .satisfies(e -> assertThat(e.offset()).isEqualTo(5 * 4096));
  }

  @Test
  void takesTheNewerOfTwoCopiesOfADevice() throws IOException {
    List<Path> images = BtrfsImages.make(folder, 1, "256M", "-L twice");
    Path old = folder.resolve("old.raw");
    Tool.run("cp", images.getFirst().toString(), old.toString());
    BtrfsImages.fill(images, "rw", "echo new > file");
    for (List<Path> order :
        List.of(List.of(old, images.getFirst()), List.of(images.getFirst(), old))) {
      BtrfsFilesystem ours = BtrfsImages.open(order);
      assertThat(Listing.of(ours)).containsOnlyKeys("/file");
      assertThat(ours.problems("/dev/sda"))
          .singleElement()
          .satisfies(problem ->
              assertThat(problem.message())
                  .contains(old.toString(), images.getFirst() + ", of generation", "device 1"));
    }
  }

  @Test
  void namesTheSeed() throws IOException {
    List<Path> seed = BtrfsImages.make(folder, 1, "256M", "-L seed");
    BtrfsImages.fill(seed, "rw", "echo old > old; head -c 3M /dev/urandom > big");
    Path sprout = folder.resolve("sprout.raw");
    Tool.shell(
        """
        btrfstune -S 1 '%s' >&2; truncate -s 300M '%s'
        """
            .formatted(seed.getFirst(), sprout));
    Tool.shell(
        BtrfsImages.mounted(
            seed,
            "ro",
            """
            extra=$(losetup -f --show '%s'); loops+=("$extra")
            btrfs device add "$extra" . >&2; mount -o remount,rw .; echo new > new
            """
                .formatted(sprout)));
    String fsid =
        Tool.run("blkid", "-p", "-s", "UUID", "-o", "value", seed.getFirst().toString()).strip();
    BtrfsFilesystem alone = BtrfsImages.open(List.of(sprout));
    assertThat(alone.problems("/dev/sda"))
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.message()).contains("device 1 (", "of the seed filesystem " + fsid));
    BtrfsFilesystem both =
        BtrfsFilesystem.open(
            BtrfsImages.sources(List.of(sprout)), BtrfsImages.sources(List.of(seed.getFirst())));
    KernelImages.View kernel = BtrfsImages.view(List.of(sprout, seed.getFirst()), "ro");
    assertThat(both.problems("/dev/sda")).isEmpty();
    BtrfsKernelTest.assertSame(Listing.of(both), kernel.entries());
    assertThat(kernel.entries()).containsOnlyKeys("/old", "/big", "/new");
    assertThat(BtrfsKernelTest.statfs(both.info("/dev/sda"))).isEqualTo(kernel.usage());
    BtrfsFilesystem grown = BtrfsImages.open(seed);
    assertThat(Listing.of(grown)).containsOnlyKeys("/old", "/big");
    assertThat(grown.problems("/dev/sda")).isEmpty();
  }
}
