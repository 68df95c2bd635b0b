package io.guestkit.filesystem.btrfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.FilesystemInfo;
import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Listing;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filesystems of many kinds, filled and shown by the kernel. */
class BtrfsKernelTest {
  @TempDir Path folder;

  /** A bit of everything that a directory can hold. */
  private static final String CONTENT =
      """
      umask 022
      mkdir -p deep/er/est many odd times owners attributes links
      printf hello > file; ln file hard; ln -s file soft
      perl -e '
        srand(7);
        sub put { my ($name, $bytes, $at) = @_;
          open(my $f, -e $name ? "+<" : ">", $name) or die "$name: $!";
          seek($f, $at || 0, 0); print $f $bytes }
        sub noise { join("", map { pack("L", rand(2**32)) } 1 .. $_[0] / 4 + 1) }
        sub text { join("", map { sprintf("line %d of %d\\n", $_, rand(999)) } 1 .. $_[0] / 16) }
        for my $n (1, 59, 255, 1023, 2047, 2048, 2049, 3900, 4095) {
          symlink("l" x $n, "link$n");
          put("deep/er/est/bytes$n", substr(noise($n), 0, $n));
          put("text$n", substr(text($n + 32), 0, $n));
        }
        put("odd/empty", ""); put("odd/grown", ""); truncate("odd/grown", 100);
        put("odd/hole", ""); truncate("odd/hole", 5000000);
        put("odd/one", "x"); truncate("odd/one", 9000);
        put("odd/far", "end", 7000000); put("odd/far", "middle", 300000);
        put("odd/zeros", "\\0" x 300000); put("odd/cut", text(400000)); truncate("odd/cut", 150001);
        put("big", noise(1500000)); put("bigtext", text(2500000));
        put("mixed", text(300000) . noise(300000) . text(300000));
        put("pieces", "piece $_", $_ * 4096) for map { $_ * 3 } 1 .. 600;
        put("rewritten", text(1000000));
        put("rewritten", "new $_" x 1000, $_ * 70001) for 1 .. 12;
        put("odd/$_", "") for "\\xff\\xfe", "new\\nline", "back\\\\slash", "\\xc3\\xbcn\\xc3\\xaf",
          "\\xe6\\x97\\xa5", " sp ace ", "n" x 255, "...";
        put("many/name$_", "") for 1 .. 1200;
        unlink("many/name$_") for map { $_ * 5 } 1 .. 240;
        put("links/one", "x"); link("links/one", "links/" . "n" x 200 . $_) for 1 .. 300;
        put("owners/high", "x"); chown(4000000000, 3000000000, "owners/high");
        put("owners/bits", "x"); chown(1, 2, "owners/bits"); chmod(06751, "owners/bits");
        mkdir("owners/sticky"); chmod(01777, "owners/sticky");
        put("attributes/$_", "x") for qw(small empty multi large acl property);
        put("times/$_", "") for qw(old before late later last)'
      sync
      cp --reflink=always bigtext odd/reflink; cp --reflink=always big odd/reflinked
      printf changed | dd of=odd/reflink bs=1 seek=200000 conv=notrunc status=none
      fallocate -p -o 8192 -l 65536 odd/reflinked
      mknod odd/fifo p; mknod odd/char c 1 3; mknod odd/block b 300 70000; mknod odd/zero c 0 0
      fallocate -l 300000 odd/unwritten
      printf part | dd of=odd/unwritten bs=1 seek=100000 conv=notrunc status=none
      touch nocow; chattr +C nocow; head -c 300000 bigtext >> nocow
      touch -d '1901-12-14 00:00:00.5Z' times/old; touch -d '1969-12-31 23:59:59.25Z' times/before
      touch -d '2040-02-03 04:05:06.789Z' times/late; touch -d '2106-03-01Z' times/later
      touch -d '2300-01-01 00:00:00.000000001Z' times/last
      setfattr -n user.one -v 1 attributes/small
      setfattr -n user.none attributes/empty
      for n in 1 2 3 4 5; do setfattr -n user.name$n -v value$n attributes/multi; done
      setfattr -n trusted.t -v t attributes/multi
      setfattr -n security.selinux -v 0x73797374656d5f7500 attributes/multi
      setfattr -n security.capability -v 0x0100000200040000000000000000000000000000 attributes/small
      setfattr -n user.large -v "$(printf '%3000s' v)" attributes/large
      setfattr -n btrfs.compression -v zstd attributes/property
      setfattr -n system.posix_acl_access \
        -v 0x0200000001000600ffffffff020004000800000004000400ffffffff10000400ffffffff20000400ffffffff attributes/acl
      setfattr -h -n trusted.link -v l soft
      setfattr -n user.directory -v d many
      """;

  @BeforeAll
  static void requireTools() {
    BtrfsImages.requireTools();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "default | 1 | 256M | -L label | rw",
        "zstd | 1 | 256M | -n 16384 | compress-force=zstd:3",
        "zstd-15 | 1 | 256M | -n 4096 | compress-force=zstd:15",
        "zlib | 1 | 256M | -n 32768 | compress-force=zlib",
        "lzo | 1 | 256M | -n 65536 | compress-force=lzo",
        "mixed | 1 | 256M | --mixed -n 4096 | compress=zstd",
        "old | 1 | 256M | -O ^no-holes,^extref,^skinny-metadata -R ^free-space-tree -n 4096 | compress-force=zlib:9",
        "inline | 1 | 256M | -O ^no-holes | max_inline=4095,compress-force=lzo",
        "xxhash | 1 | 256M | --checksum xxhash | rw",
        "sha256 | 1 | 256M | --checksum sha256 | compress-force=lzo",
        "blake2 | 1 | 256M | --checksum blake2 | rw",
        "quota | 1 | 256M | -R quota | rw",
        "dup | 1 | 400M | -d dup -m dup | rw",
        "single2 | 2 | 200M | -d single -m raid1 | compress-force=zstd",
        "raid0 | 3 | 200M | -d raid0 -m raid0 | rw",
        "raid1 | 2 | 300M | -d raid1 -m raid1 | compress-force=lzo",
        "raid1-odd | 3 | 200M | -d raid1 -m raid1 | rw",
        "raid1c3 | 3 | 300M | -d raid1c3 -m raid1c3 | rw",
        "raid1c4 | 4 | 300M | -d raid1c4 -m raid1c4 | compress-force=zstd",
        "raid10 | 4 | 200M | -d raid10 -m raid10 | rw",
        "raid5 | 3 | 200M | -d raid5 -m raid5 | rw",
        "raid5-two | 2 | 300M | -d raid5 -m raid1 | compress-force=zstd",
        "raid6 | 4 | 200M | -d raid6 -m raid6 | rw",
        "raid6-many | 6 | 150M | -d raid6 -m raid1c3 | compress-force=zlib"
      })
  void agreesWithTheKernel(String name, int count, String size, String mkfs, String options)
      throws IOException {
    List<Path> images = BtrfsImages.make(folder, count, size, mkfs);
    BtrfsImages.fill(images, options, CONTENT);
    KernelImages.View kernel = BtrfsImages.view(images, "ro");

    BtrfsFilesystem ours = BtrfsImages.open(images);
    assertSame(Listing.of(ours), kernel.entries());
    FilesystemInfo info = ours.info("/dev/sda");
    assertThat(statfs(info)).isEqualTo(kernel.usage());
    assertThat(ours.problems("/dev/sda1")).isEmpty();
    assertThat(info.clean()).isTrue();
    assertSuperblock(info, images.getFirst());
  }

  static void assertSame(
      SortedMap<String, Listing.Entry> ours, SortedMap<String, Listing.Entry> kernel) {
    assertThat(ours.keySet()).isEqualTo(kernel.keySet());
    for (String path : kernel.keySet()) {
      assertThat(ours.get(path)).as(path).isEqualTo(kernel.get(path));
    }
  }

  /** Returns the usage as {@code stat -f -c '%s %b %f %a %c %d'} prints it. */
  static String statfs(FilesystemInfo info) {
    long blockSize = Objects.requireNonNull(info.blockSizeBytes());
    long free = Objects.requireNonNull(info.freeBytes());
    long reserved = Objects.requireNonNull(info.reservedBytes());
    assertThat(info.inodesTotal()).isNull();
    return "%d %d %d %d 0 0"
        .formatted(
            blockSize,
            Objects.requireNonNull(info.sizeBytes()) / blockSize,
            free / blockSize,
            (free - reserved) / blockSize);
  }

  /** Compares with blkid and {@code btrfs inspect-internal dump-super}. */
  private static void assertSuperblock(FilesystemInfo info, Path image) {
    String blkid = Tool.run("blkid", "-p", "-o", "export", image.toString());
    assertThat(blkid.lines()).contains("TYPE=" + info.type(), "UUID=" + info.uuid());
    assertThat(blkid.contains("\nLABEL=")).isEqualTo(info.label() != null);
    if (info.label() != null) {
      assertThat(blkid.lines()).contains("LABEL=" + info.label());
    }
    String printed = Tool.run("btrfs", "inspect-internal", "dump-super", image.toString());
    assertThat(printed).containsPattern("sectorsize\\s+" + info.blockSizeBytes() + "\n");
    String flags = printed.substring(printed.indexOf("compat_ro_flags"));
    List<String> features =
        flags
            .lines()
            .filter(line -> line.startsWith("\t\t\t"))
            .map(line -> line.replaceAll("[()|]", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();
    assertThat(info.features()).isEqualTo(features);
  }
}
