package io.guestkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.FileWalk;
import io.guestkit.MemoryGuests;
import io.guestkit.cli.host.HostAttributes;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that no filesystem should hold, and what must not come of copying them. */
class TreeCopyTest {
  @TempDir Path folder;
  private Path outside = Path.of("");
  private Path copy = Path.of("");
  private String err = "";

  @BeforeEach
  void makeFolders() throws IOException {
    outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "mine");
    copy = folder.resolve("copy");
  }

  private int copy(MemoryFilesystem tree, Destination.Existing existing) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            OutputStream.nullOutputStream(),
            new PrintStream(said, true, StandardCharsets.UTF_8),
            false,
            false,
            Map.of());
    TreeCopy visitor =
        new TreeCopy(
            copy,
            TreeCopy.Top.MADE,
            existing,
            new HostAttributes(HostAttributes.Owner.OURS, 0777),
            streams);
    FileWalk walk = MemoryGuests.files(tree).walk("/", FileWalk.Scope.GUEST);
    int walked = TreeWalk.run(walk, streams, visitor);
    err = said.toString(StandardCharsets.UTF_8);
    return Math.max(walked, visitor.status());
  }

  private List<String> found() throws IOException {
    try (Stream<Path> files = Files.walk(copy)) {
      return List.copyOf(new TreeSet<>(files.map(f -> copy.relativize(f).toString()).toList()));
    }
  }

  private void assertNothingOutside() throws IOException {
    try (Stream<Path> files = Files.walk(outside)) {
      assertThat(files).containsExactlyInAnyOrder(outside, outside.resolve("precious"));
    }
    assertThat(outside.resolve("precious")).hasContent("mine");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(outside, copy);
    }
  }

  @Test
  void copiesATree() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create().file("/a/b/file", "text").link("/a/link", "../..");
    assertThat(copy(tree, Destination.Existing.KEEP)).isZero();
    assertThat(found()).containsExactly("", "a", "a/b", "a/b/file", "a/link");
    assertThat(copy.resolve("a/b/file")).hasContent("text");
    assertThat(Files.readSymbolicLink(copy.resolve("a/link"))).isEqualTo(Path.of("../.."));
    assertThat(err).isEmpty();
  }

  @Test
  void aDirectoryOfTheNameOfALinkIsNotWrittenThrough() throws IOException {
    for (Destination.Existing existing : Destination.Existing.values()) {
      MemoryFilesystem tree =
          MemoryFilesystem.create()
              .link("/a", outside.toString())
              .file("/real/precious", "theirs")
              .file("/real/planted", "theirs")
              .name("/", "a", "/real");
      assertThat(copy(tree, existing)).isEqualTo(1);
      assertThat(err).contains("/a: not copied: ").contains("is there already");
      assertThat(Files.isSymbolicLink(copy.resolve("a"))).isTrue();
      assertNothingOutside();
    }
  }

  @Test
  void aFileOfTheNameOfALinkIsNotWrittenThrough() throws IOException {
    for (Destination.Existing existing : Destination.Existing.values()) {
      MemoryFilesystem tree =
          MemoryFilesystem.create()
              .link("/a", outside.resolve("precious").toString())
              .link("/b", outside.resolve("new").toString())
              .file("/real", "theirs")
              .name("/", "a", "/real")
              .name("/", "b", "/real");
      assertThat(copy(tree, existing)).isEqualTo(1);
      assertThat(Files.isSymbolicLink(copy.resolve("a"))).isTrue();
      assertNothingOutside();
    }
  }

  @Test
  void namesThatLeadElsewhereAreNotWritten() throws IOException {
    MemoryFilesystem tree = MemoryFilesystem.create().file("/d/x", "theirs").file("/ok", "");
    for (String name :
        new String[] {
          "", ".", "..", "../outside/planted", outside + "/planted", "/planted", "a\0b", "x/y"
        }) {
      tree.name("/d", name, "/ok").name("/d", name, "/d");
    }
    assertThat(copy(tree, Destination.Existing.REPLACE)).isEqualTo(1);
    assertThat(found()).containsExactly("", "d", "d/x", "ok");
    assertThat(err).hasLineCount(16);
    assertNothingOutside();
  }

  @Test
  void twoEntriesOfOneNameAreOneCopy() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create().file("/d/x", "first").file("/e", "second").name("/d", "x", "/e");
    assertThat(copy(tree, Destination.Existing.KEEP)).isEqualTo(1);
    assertThat(copy.resolve("d/x")).hasContent("first");
    assertThat(err).contains("/d/x: not copied: ", "is there already").hasLineCount(1);
  }

  @Test
  void aTreeThatContainsItselfEnds() throws IOException {
    MemoryFilesystem tree = MemoryFilesystem.create().file("/d/x", "").name("/d", "d", "/d");
    assertThat(copy(tree, Destination.Existing.KEEP)).isEqualTo(1);
    assertThat(err).contains("a directory that contains itself");
    assertThat(found()).hasSizeLessThan(30);
  }

  @Test
  void whatCannotBeReadIsLeftOutAndTheRestStays() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file("/a", "1")
            .file("/bad", "2")
            .broken("/bad")
            .file("/d/x", "3")
            .broken("/d")
            .link("/link", "a")
            .broken("/link")
            .file("/z", "4");
    assertThat(copy(tree, Destination.Existing.KEEP)).isEqualTo(1);
    assertThat(found()).containsExactly("", "a", "d", "z");
    assertThat(err).contains("/bad: ", "/d: ", "/link: ").hasLineCount(3);
  }

  @Test
  void specialFilesAreSkippedAndSaid() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .special("/fifo", FileType.FIFO)
            .special("/socket", FileType.SOCKET)
            .special("/disk", FileType.BLOCK_DEVICE)
            .special("/tty", FileType.CHARACTER_DEVICE);
    assertThat(copy(tree, Destination.Existing.KEEP)).isZero();
    assertThat(found()).containsExactly("");
    assertThat(err)
        .contains("/fifo: skipped, it is a fifo", "/disk: skipped, it is a block_device")
        .hasLineCount(4);
  }

  @Test
  void forceGoesIntoDirectoriesAndReplacesFilesAndLinks() throws IOException {
    MemoryFilesystem tree = MemoryFilesystem.create().file("/d/x", "new").link("/link", "d");
    assertThat(copy(tree, Destination.Existing.KEEP)).isZero();
    Files.writeString(copy.resolve("d/x"), "changed");
    Files.writeString(copy.resolve("d/mine"), "kept");
    assertThat(copy(tree, Destination.Existing.KEEP)).isEqualTo(1);
    assertThat(copy.resolve("d/x")).hasContent("changed");
    assertThat(copy(tree, Destination.Existing.REPLACE)).isZero();
    assertThat(copy.resolve("d/x")).hasContent("new");
    assertThat(found()).containsExactly("", "d", "d/mine", "d/x", "link");
  }

  @Test
  void namesAndTargetsKeepTheirBytes() throws IOException {
    String odd = "caf\udce9 \u00e4\ud83d\ude00\n\\xff";
    MemoryFilesystem tree =
        MemoryFilesystem.create().file("/" + odd, "x").link("/link", "../" + odd + "/..");
    assertThat(copy(tree, Destination.Existing.KEEP)).isZero();
    byte[] listed =
        Tool.runBytes("/usr/bin/find", copy.toString(), "-mindepth", "1", "-printf", "%P|%l\\0");
    assertThat(List.of(new String(listed, StandardCharsets.ISO_8859_1).split("\0", -1)))
        .containsExactlyInAnyOrder(latin(odd) + "|", "link|../" + latin(odd) + "/..", "");
  }

  private static String latin(String name) {
    return new String(FileName.encode(name), StandardCharsets.ISO_8859_1);
  }

  @Test
  void pathsLongerThanTheSystemOpensAreCopied() throws IOException {
    String path = ("/" + "n".repeat(255)).repeat(40);
    MemoryFilesystem tree =
        MemoryFilesystem.create().file(path + "/file", "deep").file(path + "/d/other", "deep");
    tree.name(path, "hard", path + "/file");
    assertThat(copy(tree, Destination.Existing.KEEP)).isZero();
    String found =
        Tool.shell("cd '" + copy + "'; find . -type f -printf '%s %d\\n'; find . -type d | wc -l");
    assertThat(found.lines()).containsExactlyInAnyOrder("4 41", "4 41", "4 42", "42");
    Tool.shell("rm -rf '" + copy + "'");
  }

  @Test
  void nobodyElseEntersAFolderThatIsNotFinished() throws IOException {
    MemoryFilesystem tree = MemoryFilesystem.create().file("/d/x", "");
    assertThat(copy(tree, Destination.Existing.KEEP)).isZero();
    assertThat(Files.getAttribute(copy.resolve("d"), "unix:mode", LinkOption.NOFOLLOW_LINKS))
        .isEqualTo(040755);
  }
}
