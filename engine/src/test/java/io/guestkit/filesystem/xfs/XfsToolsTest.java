package io.guestkit.filesystem.xfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.FileSource;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.ExtendedAttribute;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Problem;
import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Listing;
import io.guestkit.testing.Listing.Entry;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filesystems that this kernel may not mount, as mkfs makes them of a tree. */
class XfsToolsTest {
  @TempDir Path folder;

  @BeforeAll
  static void requireTools() {
    Tool.require("mkfs.xfs", "xfs_db", "perl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-m crc=0 -b size=512 -i size=256 -n size=4096,ftype=0 -l version=1,lazy-count=0",
        "-m crc=0 -n ftype=1 -i attr=1,projid32bit=0",
        "-m crc=0 -n version=ci -i size=2048",
        "-m crc=0 -b size=1k -n size=64k -s size=1024",
        "-m crc=0 -b size=64k -s size=4096",
        "-m crc=1,finobt=0 -b size=1k -n version=ci -s size=1024",
        "-m crc=1 -b size=32k -n size=64k -s size=4096",
      })
  void holdsTheTree(String options) throws IOException {
    Path image = SmallImages.make(folder, options, "512M");
    XfsFilesystem filesystem = Images.open(image);
    SortedMap<String, Entry> ours = Listing.of(filesystem);
    Path tree = folder.resolve("tree");
    SortedMap<String, Entry> truth =
        Listing.parse(Tool.runBytes("/bin/bash", "-euc", "cd '" + tree + "'\n" + Listing.SCRIPT));

    assertThat(comparable(Objects.requireNonNull(ours.remove("/character"))))
        .isEqualTo("CHARACTER_DEVICE 640 5:300");
    assertThat(comparable(Objects.requireNonNull(ours.remove("/block"))))
        .isEqualTo("BLOCK_DEVICE 600 259:70000");
    assertThat(comparable(Objects.requireNonNull(ours.remove("/fifo")))).isEqualTo("FIFO 604 ");
    assertThat(comparable(ours)).isEqualTo(comparable(truth));
    ours.forEach((path, entry) -> {
      long uid = entry.type() == FileType.REGULAR ? 3000000000L : 7;
      assertThat(entry.uid()).as(path).isEqualTo(entry.type() == FileType.DIRECTORY ? 9 : uid);
    });
    assertThat(filesystem.problems("/dev/sda1")).isEmpty();
    FilesystemInfo info = filesystem.info("/dev/sda");
    assertThat(info.clean()).isTrue();
    assertThat(info.uuid())
        .isEqualTo(Tool.run("blkid", "-p", "-s", "UUID", "-o", "value", image.toString()).strip());
    assertThat(Objects.requireNonNull(ours.get("/a")).links()).isEqualTo(3);
  }

  /** mkfs takes the sticky bit of nothing, and no times. */
  private static Map<String, String> comparable(SortedMap<String, Entry> entries) {
    Map<String, String> comparable = new TreeMap<>();
    entries.forEach((path, e) ->
        comparable.put(path, comparable(e) + " " + e.size() + " " + e.target() + " " + e.sha256()));
    return comparable;
  }

  private static String comparable(Entry e) {
    return e.type() + " " + Integer.toOctalString(e.mode() & ~01000) + " " + e.device();
  }

  @Test
  void findsNamesOfEitherCaseWhereTheFilesystemFoldsIt() throws IOException {
    Path image = SmallImages.make(folder, "-m crc=0 -n version=ci", "64M");
    XfsFilesystem filesystem = Images.open(image);
    for (String directory : List.of("few", "many", "node")) {
      FileEntry parent = filesystem.find(filesystem.root(), directory).orElseThrow();
      for (DirectoryEntry name : filesystem.list(parent)) {
        assertThat(filesystem.find(parent, name.name().toUpperCase(Locale.ROOT)))
            .as(name.name())
            .map(FileEntry::inode)
            .hasValue(name.id());
      }
    }
    assertThat(filesystem.find(filesystem.root(), "f\u0131le")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-m crc=0 -b size=512", "-m crc=0", "-b size=1k", "-b size=4k"})
  void readsAttributesThatXfsDbWrites(String options) throws IOException {
    Path image = SmallImages.make(folder, options, "64M");
    long inode = Images.open(image).find(Images.open(image).root(), "file").orElseThrow().inode();
    StringBuilder commands = new StringBuilder("inode " + inode + "\n");
    Map<String, Integer> expected = new TreeMap<>();
    for (int n = 0; n < 60; n++) {
      int length = n == 7 ? 65536 : n == 8 ? 20000 : n * 37 + 1;
      String flag = List.of("-u", "-r", "-s").get(n % 3);
      commands.append("attr_set %s -v %d name%d\n".formatted(flag, length, n));
      expected.put(List.of("user.", "trusted.", "security.").get(n % 3) + "name" + n, length);
    }
    Path script = folder.resolve("commands");
    Files.writeString(script, commands);
    Tool.shell("xfs_db -x '%s' < '%s' >&2".formatted(image, script));

    XfsFilesystem filesystem = Images.open(image);
    FileEntry file = filesystem.find(filesystem.root(), "file").orElseThrow();
    Map<String, Integer> found = new TreeMap<>();
    for (ExtendedAttribute attribute : filesystem.extendedAttributes(file)) {
      found.put(attribute.name(), attribute.value().length);
      for (byte b : attribute.value()) {
        assertThat(b).as(attribute.name()).isEqualTo((byte) 'v');
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void saysThatTheLogIsOnAnotherDevice() throws IOException {
    Path image =
        KernelImages.make(
            folder,
            "320M",
            "truncate -s 64m $image.log; mkfs.xfs -q -l logdev=$image.log,size=64m $image");
    XfsFilesystem filesystem = Images.open(image);
    assertThat(filesystem.problems("/dev/sda1"))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.kind()).isEqualTo("unsupported");
          assertThat(problem.message()).contains("log is on another device");
        });
    assertThat(filesystem.info("/dev/sda").clean()).isNull();
    assertThat(filesystem.list(filesystem.root())).isEmpty();
    Path log = folder.resolve("image.raw.log");
    assertThat(new XfsFormat().matches(FileSource.open(log, Sources.session()))).isFalse();
  }

  @Test
  void saysThatThereIsARealTimeDevice() throws IOException {
    Path image = SmallImages.make(folder, "-m crc=1,rmapbt=0,reflink=0 -r rtdev=$image.rt", "64M");
    XfsFilesystem filesystem = Images.open(image);
    assertThat(filesystem.problems("/dev/sda1"))
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains("real-time device");
    long inode = filesystem.find(filesystem.root(), "file").orElseThrow().inode();
    Tool.shell(
        "xfs_db -x -c 'inode %d' -c 'write core.realtime 1' '%s' >&2".formatted(inode, image));
    XfsFilesystem changed = Images.open(image);
    FileEntry file = changed.find(changed.root(), "file").orElseThrow();
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> changed.content(file))
        .withMessageContaining("real-time");
  }

  @Test
  void saysThatItNeedsRepair() throws IOException {
    Path image = SmallImages.make(folder, "-m crc=1", "64M");
    Tool.shell("xfs_db -x -c 'sb 0' -c 'write features_incompat 0x1b' '%s' >&2".formatted(image));
    XfsFilesystem filesystem = Images.open(image);
    assertThat(filesystem.problems("/dev/sda1"))
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains("needing repair");
    assertThat(Listing.of(filesystem)).containsKey("/many/some-longer-name-of-number-7");
  }
}
