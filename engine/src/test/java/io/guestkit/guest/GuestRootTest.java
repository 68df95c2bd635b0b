package io.guestkit.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.FileType;
import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestRootTest {
  private static final MemoryFilesystem TREE =
      MemoryFilesystem.create()
          .file("/usr/bin/bash", "#!")
          .file("/etc/passwd", "root")
          .link("/bin", "usr/bin")
          .link("/usr/abs", "/etc/passwd")
          .link("/usr/up", "../../../../etc/passwd")
          .link("/usr/bin/sh", "bash")
          .link("/usr/bin/chain", "/bin/sh")
          .link("/a", "b")
          .link("/b", "a")
          .link("/self", "self/x")
          .link("/dangling", "/gone/file")
          .link("/empty", "")
          .link("/slash", "/etc/passwd/")
          .link("/dir", "/usr/bin/")
          .special("/fifo", FileType.FIFO);

  private static GuestRoot root() throws IOException {
    return GuestRoot.of("/dev/sda1", TREE);
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/usr//bin/./bash, /usr/bin/bash",
    "/bin/bash, /usr/bin/bash",
    "/bin/chain, /usr/bin/bash",
    "/usr/abs, /etc/passwd",
    "/usr/up, /etc/passwd",
    "/../../etc/passwd, /etc/passwd",
    "/bin/../abs, /etc/passwd",
    "/dir/bash, /usr/bin/bash",
    "/dir/, /usr/bin",
    "etc/passwd, /etc/passwd",
  })
  void followsLinksInsideTheGuest(String path, String found) throws IOException {
    assertThat(root().find(path).orElseThrow().path()).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({
    "/gone",
    "/etc/passwd/x",
    "/etc/passwd/",
    "/etc/passwd/..",
    "/a",
    "/self",
    "/dangling",
    "/empty",
    "/slash",
    "/usr/nothing/..",
  })
  void findsNothingWhereLinuxFindsNothing(String path) throws IOException {
    assertThat(root().find(path)).isEmpty();
  }

  @Test
  void keepsALastLinkWhereAsked() throws IOException {
    assertThat(root().findNoFollow("/bin").orElseThrow().entry().type())
        .isEqualTo(FileType.SYMLINK);
    assertThat(root().findNoFollow("/bin/sh").orElseThrow().path()).isEqualTo("/usr/bin/sh");
    assertThat(root().findNoFollow("/a").orElseThrow().path()).isEqualTo("/a");
    assertThat(root().findNoFollow("/bin/").orElseThrow().path()).isEqualTo("/usr/bin");
  }

  @Test
  void followsFortyLinksAndNoMore() throws IOException {
    MemoryFilesystem tree = MemoryFilesystem.create().file("/f0", "");
    for (int i = 1; i <= 41; i++) {
      tree.link("/f" + i, "f" + (i - 1));
    }
    GuestRoot root = GuestRoot.of("/dev/sda1", tree);

    assertThat(root.find("/f40")).isPresent();
    assertThat(root.find("/f41")).isEmpty();
  }

  @Test
  void listsByNameWithWhatEachNameStandsFor() throws IOException {
    GuestRoot root = root();
    assertThat(root.list(root.find("/usr").orElseThrow()))
        .extracting(GuestFile::path)
        .containsExactly("/usr/abs", "/usr/bin", "/usr/up");
  }

  @Test
  void readsRegularFilesUpToALimit() throws IOException {
    GuestRoot root = root();
    GuestFile passwd = root.find("/etc/passwd").orElseThrow();

    assertThat(root.read(passwd, 4)).asString().isEqualTo("root");
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> root.read(passwd, 3))
        .withMessage("/etc/passwd: 4 bytes, more than the 3 that such a file is read to");
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> root.read(root.find("/fifo").orElseThrow(), 3))
        .withMessage("/fifo: not a regular file but a fifo");
  }

  @Test
  void aBrokenDirectoryOnTheWayIsNoMissingFile() throws IOException {
    MemoryFilesystem tree = MemoryFilesystem.create().file("/etc/passwd", "").broken("/etc");
    GuestRoot root = GuestRoot.of("/dev/sda1", tree);

    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> root.find("/etc/passwd"));
  }
}
