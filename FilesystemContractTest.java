package io.guestkit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Extent;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every filesystem keeps to. A format's test inherits it and names a volume. */
public abstract class FilesystemContractTest {
  /** 4096: enough of any golden volume, and its bound where directories form a loop. */
  private static final int MAX_WALKED = 4096;

  /** 1 MiB: of larger files only the start is read. */
  private static final int MAX_READ = 1 << 20;

  /** A name of the walk. */
  private record Found(FileEntry directory, DirectoryEntry name, FileEntry entry) {}

  /** Returns the format under test. */
  protected abstract FilesystemFormat format();

  /**
   * Returns a sound volume of the format, with a directory below the root and a regular file that
   * is not empty.
   */
  protected abstract BlockSource volume() throws IOException;

  private Filesystem open() throws IOException {
    return format().open(volume());
  }

  private static List<Found> walk(Filesystem filesystem) throws IOException {
    List<Found> found = new ArrayList<>();
    Deque<FileEntry> directories = new ArrayDeque<>(List.of(filesystem.root()));
    while (!directories.isEmpty() && found.size() < MAX_WALKED) {
      FileEntry directory = directories.remove();
      for (DirectoryEntry name : filesystem.list(directory)) {
        FileEntry entry = filesystem.entry(name);
        found.add(new Found(directory, name, entry));
        if (entry.type() == FileType.DIRECTORY) {
          directories.add(entry);
        }
      }
    }
    return found;
  }

  private static List<Found> regularFiles(Filesystem filesystem) throws IOException {
    return walk(filesystem).stream()
        .filter(found -> found.entry().type() == FileType.REGULAR)
        .toList();
  }

  @Test
  void recognisesItsVolume() throws IOException {
    assertThat(format().matches(volume())).isTrue();
  }

  @Test
  void saysNotMineOfZerosAndOfShortSources() throws IOException {
    for (int size : new int[] {0, 1, 511, 512, 1024, 1080, 1082, 2047, 4096, 65536, 1 << 20}) {
      assertThat(format().matches(Sources.memory(new byte[size]))).as("%d zeros", size).isFalse();
    }
    BlockSource volume = volume();
    for (int size = 0; size < 512; size += 7) {
      assertThat(format().matches(volume.slice("start", 0, size)))
          .as("the first %d bytes", size)
          .isFalse();
    }
  }

  @Test
  void describesItself() throws IOException {
    FilesystemInfo info = open().info("/dev/sda1");
    assertThat(info.device()).isEqualTo("/dev/sda1");
    assertThat(info.usage()).isEqualTo("filesystem");
    assertThat(info.type()).isNotBlank();
    if (info.sizeBytes() != null && info.usedBytes() != null && info.freeBytes() != null) {
      assertThat(info.usedBytes() + info.freeBytes()).isEqualTo(info.sizeBytes());
    }
  }

  @Test
  void hasADirectoryAsRoot() throws IOException {
    assertThat(open().root().type()).isEqualTo(FileType.DIRECTORY);
  }

  @Test
  void holdsWhatTheContractNeeds() throws IOException {
    List<Found> all = walk(open());
    assertThat(all).anyMatch(found -> found.entry().type() == FileType.DIRECTORY);
    assertThat(all)
        .anyMatch(found -> found.entry().type() == FileType.REGULAR && found.entry().size() > 0);
  }

  @Test
  void listsNamesOnceAndWithoutTheDots() throws IOException {
    Filesystem filesystem = open();
    Set<String> seen = new HashSet<>();
    for (Found found : walk(filesystem)) {
      String name = found.name().name();
      assertThat(name).isNotEmpty().isNotIn(".", "..").doesNotContain("/", "\0");
      assertThat(seen.add(found.directory().inode() + "/" + name)).as(name).isTrue();
    }
  }

  @Test
  void resolvesWhatItLists() throws IOException {
    Filesystem filesystem = open();
    for (Found found : walk(filesystem)) {
      if (found.name().type() != FileType.UNKNOWN) {
        assertThat(found.entry().type()).as(found.name().name()).isEqualTo(found.name().type());
      }
      assertThat(found.entry().mode()).isBetween(0, 07777);
      assertThat(found.entry().size()).isNotNegative();
      filesystem.extendedAttributes(found.entry());
    }
  }

  @Test
  void findsWhatItLists() throws IOException {
    Filesystem filesystem = open();
    for (Found found : walk(filesystem)) {
      Optional<FileEntry> entry = filesystem.find(found.directory(), found.name().name());
      assertThat(entry).as(found.name().name()).isPresent();
      assertThat(entry.orElseThrow().inode()).isEqualTo(found.entry().inode());
      assertThat(entry.orElseThrow().type()).isEqualTo(found.entry().type());
    }
  }

  @Test
  void findsNothingUnderAMissingName() throws IOException {
    Filesystem filesystem = open();
    List<String> names = List.of("", "no such name", "x".repeat(255), "x".repeat(70_000), "\udcff");
    for (String name : names) {
      assertThat(filesystem.find(filesystem.root(), name)).isEmpty();
    }
  }

  @Test
  void readsContentInPiecesAsInOne() throws IOException {
    Filesystem filesystem = open();
    for (Found found : regularFiles(filesystem)) {
      BlockSource content = filesystem.content(found.entry());
      assertThat(content.size()).isEqualTo(found.entry().size());
      int length = (int) Math.min(content.size(), MAX_READ);
      byte[] whole = content.readBytes(0, length);
      for (int at = 0, step = 1; at < length; at += step, step = step * 3 + 1) {
        int piece = Math.min(step, length - at);
        assertThat(content.readBytes(at, piece))
            .as("%s at %d", found.name().name(), at)
            .isEqualTo(Arrays.copyOfRange(whole, at, at + piece));
      }
    }
  }

  @Test
  void givesExtentsThatCoverTheContent() throws IOException {
    Filesystem filesystem = open();
    for (Found found : regularFiles(filesystem)) {
      BlockSource content = filesystem.content(found.entry());
      int extents = 0;
      for (long at = 0; at < content.size() && extents < MAX_WALKED; extents++) {
        Extent extent = content.extentAt(at);
        assertThat(extent.length()).isBetween(1L, content.size() - at);
        if (extent.kind() == Extent.Kind.ZERO) {
          int length = (int) Math.min(extent.length(), MAX_READ);
          assertThat(content.readBytes(at, length)).containsOnly(0);
        }
        at += extent.length();
      }
    }
  }

  @Test
  void refusesContentPastItsEnd() throws IOException {
    Filesystem filesystem = open();
    for (Found found : regularFiles(filesystem)) {
      BlockSource content = filesystem.content(found.entry());
      long end = content.size();
      content.readFully(end, ByteBuffer.allocate(0));
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> content.readFully(end, ByteBuffer.allocate(1)));
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> content.readFully(-1, ByteBuffer.allocate(1)));
      if (end > 0) {
        assertThatExceptionOfType(CorruptImageException.class)
            .isThrownBy(() -> content.readFully(end - 1, ByteBuffer.allocate(2)));
      }
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> content.extentAt(end));
    }
  }

  @Test
  void readsTheTargetsOfLinks() throws IOException {
    Filesystem filesystem = open();
    for (Found found : walk(filesystem)) {
      if (found.entry().type() == FileType.SYMLINK) {
        assertThat(filesystem.target(found.entry())).isNotEmpty();
      }
    }
  }

  @Test
  void givesTheSameAnswersTwice() throws IOException {
    Filesystem once = open();
    Filesystem again = open();
    assertThat(once.info("/dev/sda")).isEqualTo(again.info("/dev/sda"));
    assertThat(once.list(once.root())).isEqualTo(again.list(again.root()));
  }
}
