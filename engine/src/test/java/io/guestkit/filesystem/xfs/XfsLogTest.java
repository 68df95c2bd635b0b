package io.guestkit.filesystem.xfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Listing;
import io.guestkit.testing.Listing.Entry;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filesystems whose log is dirty, compared with what the kernel recovers of them. */
class XfsLogTest {
  /** Makes what is logged be the only truth: nothing of it has reached its place on the disk. */
  private static final String SHUTDOWN = "sync -f .; xfs_io -x -c 'shutdown -f' .\n";

  /** Fills directories, frees their blocks for data, and writes attributes, links and devices. */
  private static final String CHANGES =
      """
      mkdir many keep; for n in $(seq 300); do echo $n > many/name$n; done; sync
      for n in $(seq 200); do echo kept > keep/name$n; done; sync
      rm -r many; sync
      perl -e 'print pack("L", rand(2**32)) for 1 .. 200000' > reused; sync
      perl -e 'open(F, ">pieces"); for (1 .. 400) { seek(F, $_ * 16384, 0); print F $_ }'; sync
      setfattr -n user.name -v value keep; rm keep/name7; mv keep/name8 keep/moved
      setfattr -n user.long -v "$(printf '%300s' v)" keep/name9
      setfattr -n user.far -v "$(printf '%9000s' v)" keep/name10
      ln -s target link; ln -s "$(printf '%900s' t | tr ' ' t)" long; chmod 700 keep
      mknod device c 10 20; mkfifo fifo; touch -d 2080-01-01 keep/name11
      cp --reflink=auto reused shared; printf x | dd of=shared bs=1 seek=9000 conv=notrunc status=none
      """;

  @TempDir Path folder;

  @BeforeAll
  static void requireTools() {
    Images.requireLoopMounts();
  }

  /** Returns what the kernel makes of an image; it recovers a copy. */
  private KernelImages.View recovered(Path dirty) {
    Path copy = folder.resolve("recovered.raw");
    Tool.shell("cp --sparse=always '%s' '%s'".formatted(dirty, copy));
    return KernelImages.view(copy, "rw,noatime");
  }

  private void assertRecovered(Path image) throws IOException {
    XfsFilesystem ours = Images.open(image);
    assertThat(ours.problems("/dev/sda1")).isEmpty();
    assertThat(ours.info("/dev/sda").clean()).isFalse();
    SortedMap<String, Entry> entries = Listing.of(ours);
    Images.assertSame(entries, recovered(image).entries());
    assertThat(Images.statfs(ours.info("/dev/sda"))).isEqualTo(Images.usage(folder, image));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "default | 320M | ",
        "1k | 320M | -b size=1k -n size=8k",
        "plain | 320M | -m finobt=0,reflink=0,rmapbt=0,bigtime=0,inobtcount=0 -i sparse=0",
        "rmapbt | 400M | -m rmapbt=1 -i nrext64=1 -n size=16k",
        "stripes | 520M | -s size=4096 -l su=256k -d su=256k,sw=2",
        "16k | 320M | -b size=16k",
      })
  void replaysTheLog(String name, String size, String options) throws IOException {
    String mkfs = "mkfs.xfs -q " + (options == null ? "" : options) + " $image";
    Path image = KernelImages.make(folder, size, mkfs);
    KernelImages.fill(image, "rw", CHANGES + SHUTDOWN);
    assertRecovered(image);
  }

  @ParameterizedTest
  @CsvSource({"logbsize=32k", "logbsize=64k", "logbsize=256k"})
  void replaysWhatACopyOfAMountedImageHolds(String options) throws IOException {
    Path image = KernelImages.make(folder, "320M", "mkfs.xfs -q $image");
    Path copy = folder.resolve("copy.raw");
    String script = CHANGES + "sync -f .; cp --sparse=always '%s' '%s'".formatted(image, copy);
    KernelImages.fill(image, options, script);
    assertRecovered(copy);
  }

  @Test
  void goesAroundTheEndOfTheLog() throws IOException {
    Path image = KernelImages.make(folder, "320M", "mkfs.xfs --unsupported -q -l size=6m $image");
    String script =
        """
        for round in $(seq 12); do
          mkdir dir$round; for n in $(seq 400); do echo $n > dir$round/name$n; done
          rm -rf dir$((round - 3)); sync
        done
        """;
    KernelImages.fill(image, "rw", script + CHANGES + SHUTDOWN);
    assertRecovered(image);
  }

  @Test
  void doesNotReplayACleanLog() throws IOException {
    Path image = KernelImages.make(folder, "320M", "mkfs.xfs -q $image");
    KernelImages.fill(image, "rw", CHANGES);
    XfsFilesystem ours = Images.open(image);
    assertThat(ours.info("/dev/sda").clean()).isTrue();
    assertThat(ours.problems("/dev/sda1")).isEmpty();
    Images.assertSame(Listing.of(ours), recovered(image).entries());
  }
}
