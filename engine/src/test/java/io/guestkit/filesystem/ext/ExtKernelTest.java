package io.guestkit.filesystem.ext;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.FileSource;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Listing;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filesystems of many kinds, filled and shown by the kernel. */
class ExtKernelTest {
  @TempDir Path folder;

  /** A bit of everything that a directory can hold. Attributes that do not fit are left out. */
  private static final String CONTENT =
      """
      umask 022
      mkdir -p deep/er/est many odd times owners attributes
      printf hello > file; ln file hard; ln -s file soft
      perl -e '
        srand(7);
        sub put { my ($name, $bytes, $at) = @_;
          open(my $f, -e $name ? "+<" : ">", $name) or die "$name: $!";
          seek($f, $at || 0, 0); print $f $bytes }
        sub noise { join("", map { pack("L", rand(2**32)) } 1 .. $_[0] / 4 + 1) }
        for my $n (1, 59, 60, 61, 100, 149, 150, 151, 200, 1023, 4095) {
          symlink("l" x $n, "link$n");
          put("deep/er/est/bytes$n", substr(noise($n), 0, $n));
          put("file$n", substr(noise($n), 0, $n));
        }
        put("odd/empty", ""); put("odd/grown", ""); truncate("odd/grown", 100);
        put("odd/hole", ""); truncate("odd/hole", 5000000);
        put("odd/one", "x"); truncate("odd/one", 9000);
        my $far = (stat("."))[11] == 1024 ? 68000000 : 7000000;
        put("odd/far", "end", $far); put("odd/far", "middle", 300000);
        put("big", noise(1500000));
        put("pieces", "piece $_", $_ * 4096) for map { $_ * 3 } 1 .. 300;
        put("odd/$_", "") for "\\xff\\xfe", "new\\nline", "back\\\\slash", "\\xc3\\xbcn\\xc3\\xaf",
          "\\xe6\\x97\\xa5", " sp ace ", "n" x 255, "...";
        put("many/name$_", "") for 1 .. 1200;
        put("many/gr\\xc3\\xb6\\xc3\\x9fe-$_-" . "x" x ($_ % 180), "") for 1 .. 300;
        unlink("many/name$_") for map { $_ * 5 } 1 .. 240;
        put("owners/high", "x"); chown(4000000000, 3000000000, "owners/high");
        put("owners/bits", "x"); chown(1, 2, "owners/bits"); chmod(06751, "owners/bits");
        mkdir("owners/sticky"); chmod(01777, "owners/sticky");
        put("attributes/$_", "x") for qw(small empty multi large huge acl);
        put("times/$_", "") for qw(old before late later last)'
      mknod odd/fifo p; mknod odd/char c 1 3; mknod odd/block b 300 70000; mknod odd/zero c 0 0
      fallocate -l 300000 odd/unwritten 2>/dev/null || true
      printf part | dd of=odd/unwritten bs=1 seek=100000 conv=notrunc status=none
      touch -d '1901-12-14 00:00:00.5Z' times/old; touch -d '1969-12-31 23:59:59.25Z' times/before
      touch -d '2040-02-03 04:05:06.789Z' times/late; touch -d '2106-03-01Z' times/later
      touch -d '2300-01-01 00:00:00.000000001Z' times/last
      setfattr -n user.one -v 1 attributes/small
      setfattr -n user.none attributes/empty
      for n in 1 2 3 4 5; do setfattr -n user.name$n -v value$n attributes/multi; done
      setfattr -n trusted.t -v t attributes/multi
      setfattr -n security.selinux -v 0x73797374656d5f7500 attributes/multi
      setfattr -n security.capability -v 0x0100000200040000000000000000000000000000 attributes/small
      setfattr -n user.large -v "$(printf '%700s' v)" attributes/large
      setfattr -n user.huge -v "$(printf '%20000s' v)" attributes/huge 2>/dev/null || true
      setfattr -n system.posix_acl_access \
        -v 0x0200000001000600ffffffff020004000800000004000400ffffffff10000400ffffffff20000400ffffffff attributes/acl
      setfattr -h -n trusted.link -v l soft
      setfattr -n user.directory -v d many
      """;

  @BeforeAll
  static void requireTools() {
    KernelImages.requireLoopMounts();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ext2-1k | 160M | mkfs.ext2 -F -b 1024 $image",
        "ext2-old | 160M | mkfs.ext2 -F -b 1024 -r 0 $image",
        "ext2-2k | 160M | mkfs.ext2 -F -b 2048 -O ^dir_index,^sparse_super,^resize_inode $image",
        "ext3-4k | 160M | mkfs.ext3 -F -b 4096 -I 128 -J size=4 $image",
        "ext3-plain | 160M | mkfs.ext3 -F -b 1024 -O ^filetype,^resize_inode  $image",
        "ext4 | 200M | mkfs.ext4 -F $image",
        "ext4-1k | 160M | mkfs.ext4 -F -b 1024 -L label-1k -U 01234567-89ab-cdef-0123-456789abcdef $image",
        "ext4-inline | 160M | mkfs.ext4 -F -b 1024 -O inline_data,large_dir -I 1024 $image",
        "ext4-inline256 | 160M | mkfs.ext4 -F -O inline_data $image",
        "ext4-ea | 160M | mkfs.ext4 -F -O ea_inode,^has_journal $image",
        "ext4-narrow | 160M | mkfs.ext4 -F -O ^64bit,^metadata_csum,^flex_bg,^extent,^huge_file $image",
        "ext4-bigalloc | 300M | mkfs.ext4 -F -O bigalloc -C 65536 $image",
        "ext4-bigalloc1k | 300M | mkfs.ext4 -F -b 1024 -O bigalloc,^sparse_super,^resize_inode -C 16384 $image",
        "ext4-meta | 300M | mkfs.ext4 -F -b 1024 -g 1024 -O meta_bg,^resize_inode,64bit $image",
        "ext4-meta4k | 300M | mkfs.ext4 -F -b 4096 -g 256 -N 20000 -O meta_bg,^resize_inode,^flex_bg $image",
        "ext4-sparse2 | 300M | mkfs.ext4 -F -b 1024 -O sparse_super2,^resize_inode -E num_backup_sb=2 $image",
        "ext4-seed | 160M | mkfs.ext4 -F -O verity,encrypt,metadata_csum_seed -I 512 $image",
        "ext4-orphan | 160M | mkfs.ext4 -F -O orphan_file $image"
      })
  void agreesWithTheKernel(String name, String size, String mkfs) throws IOException {
    Path image = KernelImages.make(folder, size, mkfs);
    KernelImages.fill(image, "rw", CONTENT);
    KernelImages.View kernel = KernelImages.view(image);

    ExtFilesystem ours = Images.open(image);
    assertSame(Listing.of(ours), kernel.entries());
    FilesystemInfo info = ours.info("/dev/sda");
    assertThat(statfs(info)).isEqualTo(kernel.usage());
    assertBlkid(info, image);
    assertDumpe2fs(info, image);
    assertThat(info.clean()).isTrue();
    assertThat(ours.problems("/dev/sda1")).isEmpty();
    if (!mkfs.contains("^dir_index") && !mkfs.contains("-r 0")) {
      assertFoundByHash(image);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"half_md4", "tea", "legacy"})
  void findsNamesByUnsignedHashes(String algorithm) throws IOException {
    Path image =
        KernelImages.make(
            folder,
            "160M",
            "mkfs.ext4 -F -b 1024 $image; tune2fs -E hash_alg=" + algorithm + " $image");
    Tool.shell("debugfs -w -R 'ssv flags 2' '%s' 2>/dev/null".formatted(image));
    KernelImages.fill(image, "rw", CONTENT);

    assertSame(Listing.of(Images.open(image)), KernelImages.view(image).entries());
    assertFoundByHash(image);
  }

  /** Asserts that the hash tree leads to each name; a look-up in order would hide its failure. */
  private static void assertFoundByHash(Path image) throws IOException {
    FileSource file = FileSource.open(image, Sources.session());
    Superblock superblock = Superblock.read(file);
    InodeTable inodes = InodeTable.of(file, superblock, FastCommits.NONE);
    ExtFilesystem filesystem = Images.open(image);
    FileEntry many = filesystem.find(filesystem.root(), "many").orElseThrow();
    Inode directory = inodes.read(many.inode());
    assertThat(directory.has(Inode.INDEX)).isTrue();
    for (DirectoryEntry entry : filesystem.list(many)) {
      HashTree.Result result =
          HashTree.find(
              inodes.content(directory, directory.size()),
              superblock,
              FileName.encode(entry.name()));
      assertThat(result).isEqualTo(new HashTree.Result(HashTree.Answer.FOUND, entry.id()));
    }
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
    return "%d %d %d %d %d %d"
        .formatted(
            blockSize,
            Objects.requireNonNull(info.sizeBytes()) / blockSize,
            free / blockSize,
            (free - reserved) / blockSize,
            info.inodesTotal(),
            info.inodesFree());
  }

  private static void assertDumpe2fs(FilesystemInfo info, Path image) {
    String printed = Tool.run("dumpe2fs", "-h", image.toString());
    assertThat(String.join(" ", info.features())).isEqualTo(field(printed, "Filesystem features"));
    assertThat(info.lastMountPath()).isEqualTo(field(printed, "Last mounted on"));
    Instant mounted = Objects.requireNonNull(info.lastMountedAt());
    assertThat(
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
                .format(mounted.atOffset(ZoneOffset.UTC)))
        .isEqualTo(field(printed, "Last mount time"));
  }

  private static String field(String printed, String name) {
    return printed
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  private static void assertBlkid(FilesystemInfo info, Path image) {
    String printed = Tool.run("blkid", "-p", "-o", "export", image.toString());
    assertThat(printed.lines())
        .contains("TYPE=" + info.type(), "UUID=" + info.uuid(), "VERSION=" + info.version());
    if (info.label() != null) {
      assertThat(printed.lines()).contains("LABEL=" + info.label());
    } else {
      assertThat(printed).doesNotContain("\nLABEL=").doesNotStartWith("LABEL=");
    }
  }
}
