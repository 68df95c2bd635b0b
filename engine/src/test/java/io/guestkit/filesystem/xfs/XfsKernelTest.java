package io.guestkit.filesystem.xfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.FilesystemInfo;
import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Listing;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filesystems of many kinds, filled and shown by the kernel. */
class XfsKernelTest {
  /** What xfs_info prints beside switches. */
  private static final Set<String> SIZES = Set.of("sunit", "swidth", "imaxpct");

  private static final Pattern XFS_INFO = Pattern.compile("([a-z0-9-]+)=(\\d+)");

  @TempDir Path folder;

  /** A bit of everything that a directory can hold. */
  static final String CONTENT =
      """
      umask 022
      mkdir -p deep/er/est many odd times owners attributes some few
      printf hello > file; ln file hard; ln -s file soft
      perl -e '
        srand(7);
        sub put { my ($name, $bytes, $at) = @_;
          open(my $f, -e $name ? "+<" : ">", $name) or die "$name: $!";
          seek($f, $at || 0, 0); print $f $bytes }
        sub noise { join("", map { pack("L", rand(2**32)) } 1 .. $_[0] / 4 + 1) }
        for my $n (1, 59, 155, 156, 335, 336, 337, 456, 457, 911, 912, 968, 969, 1023) {
          symlink("l" x $n, "link$n");
          put("deep/er/est/bytes$n", substr(noise($n), 0, $n));
          put("file$n", substr(noise($n), 0, $n));
        }
        put("odd/empty", ""); put("odd/grown", ""); truncate("odd/grown", 100);
        put("odd/hole", ""); truncate("odd/hole", 5000000);
        put("odd/one", "x"); truncate("odd/one", 9000);
        put("odd/far", "end", 70000000); put("odd/far", "middle", 300000);
        put("big", noise(1500000));
        put("pieces", "piece $_", $_ * 65536) for map { $_ * 3 } 1 .. 900;
        put("odd/$_", "") for "\\xff\\xfe", "new\\nline", "back\\\\slash", "\\xc3\\xbcn\\xc3\\xaf",
          "\\xe6\\x97\\xa5", " sp ace ", "n" x 255, "...", "AbC";
        put("many/name$_", "") for 1 .. 1200;
        put("many/gr\\xc3\\xb6\\xc3\\x9fe-$_-" . "x" x ($_ % 180), "") for 1 .. 300;
        unlink("many/name$_") for map { $_ * 5 } 1 .. 240;
        put("some/name$_", "") for 1 .. 30; put("few/$_", "") for 1 .. 100;
        put("owners/high", "x"); chown(4000000000, 3000000000, "owners/high");
        put("owners/bits", "x"); chown(1, 2, "owners/bits"); chmod(06751, "owners/bits");
        mkdir("owners/sticky"); chmod(01777, "owners/sticky");
        put("attributes/$_", "x") for qw(small empty multi large huge acl hundreds);
        put("times/$_", "") for qw(old before late later last)'
      mknod odd/fifo p; mknod odd/char c 1 3; mknod odd/block b 300 70000; mknod odd/zero c 0 0
      fallocate -l 300000 odd/unwritten
      printf part | dd of=odd/unwritten bs=1 seek=100000 conv=notrunc status=none
      touch -d '1901-12-14 00:00:00.5Z' times/old; touch -d '1969-12-31 23:59:59.25Z' times/before
      touch -d '2037-02-03 04:05:06.789Z' times/late; touch -d '2106-03-01Z' times/later
      touch -d '2486-01-01 00:00:00.000000001Z' times/last
      setfattr -n user.one -v 1 attributes/small
      setfattr -n user.none attributes/empty
      for n in 1 2 3 4 5; do setfattr -n user.name$n -v value$n attributes/multi; done
      setfattr -n trusted.t -v t attributes/multi
      setfattr -n security.selinux -v 0x73797374656d5f7500 attributes/multi
      setfattr -n security.capability -v 0x0100000200040000000000000000000000000000 attributes/small
      setfattr -n user.large -v "$(printf '%700s' v)" attributes/large
      setfattr -n user.huge -v "$(head -c 49152 /dev/urandom | base64 -w0)" attributes/huge
      for n in $(seq 20); do echo "user.h$n"; done | xargs -I{} setfattr -n {} -v "$(printf '%300s' v)" attributes/hundreds
      acl=0x0200000001000600ffffffff020004000800000004000400ffffffff10000400ffffffff20000400ffffffff
      setfattr -n system.posix_acl_access -v $acl attributes/acl
      setfattr -n system.posix_acl_default -v $acl deep/er
      setfattr -h -n trusted.link -v l soft
      setfattr -n user.directory -v d many
      cp --reflink=auto big odd/shared; printf new | dd of=odd/shared bs=1 seek=70000 conv=notrunc status=none
      """;

  @BeforeAll
  static void requireTools() {
    Images.requireLoopMounts();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "default | 320M | -L label-12char -m uuid=01234567-89ab-cdef-0123-456789abcdef",
        "1k | 320M | -b size=1k",
        "2k-names64k | 320M | -b size=2k -n size=64k",
        "16k | 320M | -b size=16k",
        "64k | 500M | -b size=64k -i size=2048",
        "plain | 320M | -m finobt=0,reflink=0,rmapbt=0,bigtime=0,inobtcount=0 -i sparse=0",
        "finobt | 320M | -m finobt=1,reflink=0,rmapbt=0,bigtime=0,inobtcount=0 -i maxpct=1",
        "rmapbt | 520M | -m rmapbt=1,reflink=1 -i nrext64=1,maxpct=0 -d agcount=5",
        "rmapbt-2k | 400M | -b size=2k -m rmapbt=1,reflink=0,inobtcount=0 -i size=1024",
        "names8k | 320M | -n size=8k",
        "sector4k | 520M | -s size=4096 -l su=64k -d su=64k,sw=2",
        "names16k-1k | 320M | -b size=1k -n size=16k -i size=512,nrext64=1"
      })
  void agreesWithTheKernel(String name, String size, String options) throws IOException {
    Path image = KernelImages.make(folder, size, "mkfs.xfs -q " + options + " $image");
    KernelImages.fill(image, "rw", CONTENT);
    KernelImages.View kernel = KernelImages.view(image);

    XfsFilesystem ours = Images.open(image);
    Images.assertSame(Listing.of(ours), kernel.entries());
    assertThat(Images.times(ours)).isEqualTo(Images.times(image));
    FilesystemInfo info = ours.info("/dev/sda");
    assertThat(Images.statfs(info)).isEqualTo(Images.usage(folder, image));
    assertBlkid(info, image);
    assertThat(info.features()).isEqualTo(features(image));
    assertThat(info.clean()).isTrue();
    assertThat(ours.problems("/dev/sda1")).isEmpty();
  }

  /** Returns the switches that xfs_info shows as on. */
  private static List<String> features(Path image) {
    String printed =
        Tool.run("xfs_db", "-r", "-c", "info", image.toString()).replace("attr=2", "attr2=1");
    List<String> features = new ArrayList<>();
    Matcher matcher = XFS_INFO.matcher(printed);
    while (matcher.find()) {
      String name = matcher.group(1);
      if (matcher.group(2).equals("1") && !SIZES.contains(name)) {
        features.add(name);
      }
    }
    return features;
  }

  private static void assertBlkid(FilesystemInfo info, Path image) {
    String printed = Tool.run("blkid", "-p", "-o", "export", image.toString());
    assertThat(printed.lines())
        .contains("TYPE=" + info.type(), "UUID=" + info.uuid(), "USAGE=" + info.usage())
        .noneMatch(line -> line.startsWith("VERSION="));
    assertThat(info.version()).isNull();
    if (info.label() != null) {
      assertThat(printed.lines()).contains("LABEL=" + info.label());
    } else {
      assertThat(printed).doesNotContain("\nLABEL=").doesNotStartWith("LABEL=");
    }
  }
}
