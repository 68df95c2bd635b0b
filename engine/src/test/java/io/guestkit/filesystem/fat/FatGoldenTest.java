package io.guestkit.filesystem.fat;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.BlockCache;
import io.guestkit.block.Budget;
import io.guestkit.block.FileSource;
import io.guestkit.block.ReadSession;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Images and how Linux 6.1 shows them ({@code mount -o ro,utf8,tz=UTC,umask=022}); made by {@code
 * make.sh} beside them. The kernel's listing is kept, as few hosts that run tests may mount.
 */
class FatGoldenTest {
  @TempDir Path folder;

  static InputStream resource(String name) {
    return Objects.requireNonNull(FatGoldenTest.class.getResourceAsStream(name), name);
  }

  static byte[] image(String name) throws IOException {
    try (InputStream in = new GZIPInputStream(resource(name + ".img.gz"))) {
      return in.readAllBytes();
    }
  }

  private static String line(String path, FileEntry entry, String sha256) {
    return String.join(
        "|",
        entry.type().label(),
        Integer.toOctalString(entry.mode()),
        String.valueOf(entry.size()),
        String.valueOf(entry.links()),
        String.valueOf(entry.modified().getEpochSecond()),
        entry.accessed() == null ? "-" : String.valueOf(entry.accessed().getEpochSecond()),
        sha256,
        Listing.hex(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crafted",
        "fat12",
        "fat12-s4096",
        "fat16",
        "fat16-s1024",
        "fat16-s2048",
        "fat32",
        "fragmented",
        "rw-fat32-f1",
        "rw-fat32-s4096"
      })
  void showsWhatLinuxShows(String name) throws IOException {
    List<String> expected;
    try (InputStream in = resource(name + ".listing")) {
      expected =
          new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
    Filesystem fat = new FatFormat().open(Sources.memory(image(name)));
    FilesystemInfo info = fat.info("/dev/sda1");
    long block = Objects.requireNonNull(info.blockSizeBytes());
    assertThat(
            "statfs %d %d %d"
                .formatted(
                    block,
                    Objects.requireNonNull(info.sizeBytes()) / block,
                    Objects.requireNonNull(info.freeBytes()) / block))
        .isEqualTo(expected.removeFirst());

    FileEntry root = fat.root();
    List<String> lines = new ArrayList<>(Listing.of(fat, FatGoldenTest::line));
    lines.add(line("/", root, "-").replace("|-|-|", "|0|-|")); // the root keeps no time of access
    // Linux makes 1980-01-01 of a day of access that was never set.
    lines.replaceAll(line -> line.replace("|-|e3b0", "|315532800|e3b0"));
    assertThat(lines).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-F 12 -C 720",
        "-F 12 -S 1024 -C 2000",
        "-F 12 -S 4096 -s 1 -f 1 -C 3000",
        "-F 16 -s 1 -C 8000",
        "-F 16 -S 2048 -s 2 -C 40000",
        "-F 16 -S 4096 -n SIXTEEN -C 80000",
        "-F 32 -s 1 -C 40000",
        "-F 32 -s 2 -f 1 -n THIRTYTWO -C 80000",
        "-F 32 -S 1024 -s 1 -n 'with blank' -C 80000",
        "-F 32 -S 2048 -s 1 -R 40 -C 160000"
      })
  void agreesWithMtoolsFsckAndBlkid(String options) throws IOException {
    Tool.require("mkfs.vfat", "mcopy", "fsck.fat", "blkid");
    Path image = folder.resolve("image");
    Path tree = Files.createDirectories(folder.resolve("tree/a/b b/ç"));
    Files.writeString(tree.resolve("ďábelské ódy.txt"), "ody");
    Files.write(tree.resolve("BIG.BIN"), bytes(300_000));
    Files.writeString(folder.resolve("tree/empty"), "");
    String words = options.replaceFirst("-C (\\d+)$", "-C '" + image + "' $1");
    Tool.shell(
        "export MTOOLS_SKIP_CHECK=1; mkfs.vfat -i 89abcdef %s >/dev/null; mcopy -i '%s' -s '%s'/tree/* ::/"
            .formatted(words, image, folder));
    ReadSession session = ReadSession.of(Budget.of(Duration.ofMinutes(1)), new BlockCache(8 << 20));
    try (FileSource source = FileSource.open(image, session)) {
      assertThat(new FatFormat().matches(source)).isTrue();
      Filesystem fat = new FatFormat().open(source);
      FilesystemInfo info = fat.info("/dev/sda1");
      String[] clusters =
          Tool.shell("fsck.fat -n '%s' | tail -1".formatted(image))
              .replaceFirst("(?s).* files, (\\d+)/(\\d+) clusters.*", "$1 $2")
              .split(" ", -1);
      long block = Objects.requireNonNull(info.blockSizeBytes());
      assertThat(info.usedBytes()).isEqualTo(Long.parseLong(clusters[0]) * block);
      assertThat(info.sizeBytes()).isEqualTo(Long.parseLong(clusters[1]) * block);
      assertThat(info.clean()).isTrue();
      assertThat(blkid(image, "LABEL")).isEqualTo(Objects.requireNonNullElse(info.label(), ""));
      assertThat(blkid(image, "UUID")).isEqualTo(info.uuid());
      assertThat(blkid(image, "VERSION")).isEqualTo(info.version());
      assertThat(
              Listing.of(
                  fat, (path, entry, sha256) -> entry.type().label() + " " + sha256 + " " + path))
          .containsExactlyInAnyOrderElementsOf(tree(folder.resolve("tree")));
    }
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i * 31 + i / 251);
    }
    return bytes;
  }

  private static String blkid(Path image, String tag) {
    return Tool.shell("blkid -p -s %s -o value '%s' || true".formatted(tag, image)).strip();
  }

  private static List<String> tree(Path root) throws IOException {
    List<String> lines = new ArrayList<>();
    try (var paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.naturalOrder()).skip(1).toList()) {
        boolean file = Files.isRegularFile(path);
        String sha256 = file ? Sources.sha256(Sources.memory(Files.readAllBytes(path))) : "-";
        lines.add((file ? "file " : "directory ") + sha256 + " /" + root.relativize(path));
      }
    }
    return lines;
  }
}
