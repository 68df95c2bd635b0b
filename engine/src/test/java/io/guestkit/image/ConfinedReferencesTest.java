package io.guestkit.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.BlockCache;
import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.MissingImageException;
import io.guestkit.block.ReadSession;
import io.guestkit.block.RefusedReferenceException;
import io.guestkit.block.UnreadableImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfinedReferencesTest {
  @TempDir Path root;
  private Path own = Path.of("");
  private Path other = Path.of("");
  private Path image = Path.of("");

  @BeforeEach
  void makeFolders() throws IOException {
    root = root.toRealPath();
    own = Files.createDirectory(root.resolve("own"));
    other = Files.createDirectory(root.resolve("other"));
    image = Files.writeString(own.resolve("image"), "the image");
    Files.writeString(own.resolve("base.raw"), "base in own");
    Files.writeString(other.resolve("base.raw"), "base in other");
  }

  private String read(Path from, String name, Path... allowed) throws IOException {
    return read(from, name, "raw", allowed);
  }

  private String read(Path from, String name, @Nullable String format, Path... allowed)
      throws IOException {
    References references = ConfinedReferences.of(from, List.of(allowed), Sources.session());
    try (DiskImage disk = references.open(new Reference("backing file", name, format))) {
      return new String(disk.readBytes(0, (int) disk.size()), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "base.raw",
        "./base.raw",
        "file:base.raw",
        "sub/../base.raw",
        "../own/base.raw",
        "link",
        "dirlink/base.raw"
      })
  void opensAFileOfTheOwnFolder(String name) throws IOException {
    Files.createSymbolicLink(own.resolve("link"), Path.of("base.raw"));
    Files.createSymbolicLink(own.resolve("dirlink"), own);
    assertThat(read(image, name)).isEqualTo("base in own");
    assertThat(read(image, own.resolve(name).toString().replace("file:", "")))
        .isEqualTo("base in own");
  }

  @Test
  void theOwnFolderIsWhereTheImageReallyIs() throws IOException {
    Path link = Files.createSymbolicLink(other.resolve("image"), image);
    assertThat(read(link, "base.raw")).isEqualTo("base in own");
    assertThatExceptionOfType(RefusedReferenceException.class)
        .isThrownBy(() -> read(link, other.resolve("base.raw").toString()));
  }

  @Test
  void theOwnFolderMayBeNamedByALink() throws IOException {
    Path link = Files.createSymbolicLink(root.resolve("folder"), own);
    assertThat(read(link.resolve("image"), link.resolve("base.raw").toString()))
        .isEqualTo("base in own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "file:/etc/passwd",
        "../other/base.raw",
        "../../../../../../../../etc/passwd",
        "link",
        "dirlink/base.raw",
        "sub/up",
        "..",
        "/"
      })
  void refusesWhatLeadsOut(String name) throws IOException {
    Files.createSymbolicLink(own.resolve("link"), Path.of("../other/base.raw"));
    Files.createSymbolicLink(own.resolve("dirlink"), other);
    Files.createDirectory(own.resolve("sub"));
    Files.createSymbolicLink(own.resolve("sub/up"), Path.of("../../other/base.raw"));
    assertThatExceptionOfType(RefusedReferenceException.class)
        .isThrownBy(() -> read(image, name))
        .withMessageContaining(image + ": its backing file \"" + name + "\"")
        .withMessageContaining("allow the folder /");
  }

  @Test
  void doesNotTellWhetherAFileOutsideExists() {
    assertThatExceptionOfType(RefusedReferenceException.class)
        .isThrownBy(() -> read(image, other.resolve("nothing").toString()))
        .withMessageContaining("allow the folder " + other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../other/base.raw", "link", "dirlink/base.raw"})
  void opensWhatIsAllowed(String name) throws IOException {
    Files.createSymbolicLink(own.resolve("link"), other.resolve("base.raw"));
    Files.createSymbolicLink(own.resolve("dirlink"), other);
    Path alias = Files.createSymbolicLink(root.resolve("alias"), other);
    assertThat(read(image, name, other)).isEqualTo("base in other");
    assertThat(read(image, name, alias)).isEqualTo("base in other");
    assertThat(read(image, alias.resolve("base.raw").toString(), alias)).isEqualTo("base in other");
    assertThatExceptionOfType(RefusedReferenceException.class)
        .isThrownBy(() -> read(image, name, root.resolve("oth"), root.resolve("not-there")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "sub/nothing", "base.raw/below", "dangling"})
  void saysWhatIsMissing(String name) throws IOException {
    Files.createSymbolicLink(own.resolve("dangling"), Path.of("nothing"));
    assertThatExceptionOfType(MissingImageException.class)
        .isThrownBy(() -> read(image, name))
        .withMessageContaining(image + ": its backing file \"" + name + "\"")
        .withMessageContaining("no such file");
  }

  @Test
  void opensNothingButRegularFiles() {
    Tool.shell("mkfifo '%s/fifo'; mknod '%s/null' c 1 3 || true".formatted(own, own));
    assertThatExceptionOfType(UnreadableImageException.class)
        .isThrownBy(() -> read(image, "fifo"))
        .withMessageContaining("not a regular file");
    assertThatExceptionOfType(UnreadableImageException.class).isThrownBy(() -> read(image, "."));
    if (Files.exists(own.resolve("null"))) {
      assertThatExceptionOfType(UnreadableImageException.class)
          .isThrownBy(() -> read(image, "null"));
    }
  }

  @Test
  void refusesTooManyLinks() throws IOException {
    Files.createSymbolicLink(own.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(own.resolve("b"), Path.of("a"));
    assertThatExceptionOfType(UnreadableImageException.class)
        .isThrownBy(() -> read(image, "a"))
        .withMessageContaining("too many symbolic links");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "json:{\"driver\":\"raw\",\"file\":{\"filename\":\"/etc/passwd\"}}",
        "nbd://localhost/x",
        "http://user:password@example.org/x",
        "rbd:pool/image:id=x:key=password",
        "ssh:x",
        "fat:rw:."
      })
  void doesNotReadOtherProtocols(String name) {
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> read(image, name))
        .withMessageContaining(
            "its backing file is reached by \"" + name.substring(0, name.indexOf(':') + 1) + "\"")
        .withMessageContaining("only plain files are read")
        .withMessageNotContaining("password");
  }

  @Test
  void honoursTheFormatThatIsGiven() throws IOException {
    Files.writeString(own.resolve("plug"), "PLUG");
    assertThat(read(image, "plug", "raw")).isEqualTo("PLUG");
    assertThatExceptionOfType(
            CorruptImageException.class) // the plug-in takes it, and finds no more
        .isThrownBy(() -> read(image, "plug", (String) null));
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> read(image, "base.raw", "qcow2"));
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> read(image, "base.raw", "vmdk"))
        .withMessageContaining("vmdk");
  }

  @Test
  void noticesAnImageThatRefersToItself() throws IOException {
    Files.createLink(own.resolve("hard"), image);
    for (String name : List.of("image", "hard")) {
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> read(image, name))
          .withMessageContaining("loop");
    }
  }

  @Test
  void noticesALoopOfImages() {
    Tool.shell(
        """
        cd '%s'
        for i in 1 2 3; do qemu-img create -q -f qcow2 $i 1M; done
        qemu-img rebase -u -F qcow2 -b 2 1
        qemu-img rebase -u -F qcow2 -b 3 2
        qemu-img rebase -u -F qcow2 -b 1 3
        """
            .formatted(own));
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> open(own.resolve("1"), Sources.session()))
        .withMessageContaining(own.resolve("3") + ": its backing file \"1\"")
        .withMessageContaining("loop");
  }

  @Test
  void readsALongChainAndRefusesALongerOne() throws IOException {
    Tool.shell(
        """
        cd '%s'
        qemu-img create -q -f qcow2 0 1M
        qemu-io -f qcow2 -c 'write -q -P 7 0 1k' 0
        qemu-img create -q -u -f qcow2 -F qcow2 -b 000 template 1M
        """
            .formatted(own));
    byte[] template = Files.readAllBytes(own.resolve("template"));
    int at = new String(template, StandardCharsets.ISO_8859_1).indexOf("000");
    for (int i = 1; i <= ConfinedReferences.MAX_CHAIN; i++) {
      String name = "%03d".formatted(i - 1);
      System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, template, at, 3);
      Files.write(own.resolve("%03d".formatted(i)), template);
    }
    Files.move(own.resolve("0"), own.resolve("000"));
    ReadSession session = Sources.session();
    try (DiskImage disk = open(own.resolve("063"), session)) {
      assertThat(disk.readBytes(0, 1)).containsExactly(7);
      assertThat(disk.info().backingChain()).hasSize(63);
    }
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> open(own.resolve("064"), session))
        .withMessageContaining("65th");
  }

  @Test
  void countsReferences() {
    ReadSession session =
        ReadSession.of(new Budget(Duration.ofMinutes(1), 1 << 20, 0), new BlockCache(1 << 20));
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() ->
            ConfinedReferences.of(image, List.of(), session)
                .open(new Reference("backing file", "base.raw", "raw")));
  }

  @Test
  void namesOfTheImageDoNotBreakMessages() {
    assertThatExceptionOfType(MissingImageException.class)
        .isThrownBy(() -> read(image, "a\n\u001b[31mb\u202e"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContainPattern("[\\p{Cc}\\p{Cf}]"));
  }

  /** Whatever stands in the file's place while it is opened, nothing outside is read. */
  @Test
  void isNotLedOutByAnExchange() throws Exception {
    Files.writeString(other.resolve("secret"), "SECRET");
    Path name = own.resolve("swapped");
    Path sub = Files.createDirectory(own.resolve("real"));
    Files.writeString(sub.resolve("secret"), "harmless");
    AtomicBoolean done = new AtomicBoolean();
    Thread swapper =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; !done.get(); i++) {
                exchange(name, i % 2 == 0 ? other.resolve("secret") : null);
                exchange(own.resolve("dir"), i % 2 == 0 ? other : sub);
              }
            });
    try {
      for (int i = 0; i < 2000; i++) {
        assertThat(readOrRefusal("swapped")).isNotEqualTo("SECRET");
        assertThat(readOrRefusal("dir/secret")).isNotEqualTo("SECRET");
      }
    } finally {
      done.set(true);
      swapper.join();
    }
  }

  private String readOrRefusal(String name) throws IOException {
    try {
      return read(image, name);
    } catch (ImageException e) {
      return e.kind();
    }
  }

  /** Puts a link, or a file where there is no target, in the place of a name at once. */
  private void exchange(Path name, @Nullable Path target) {
    Path fresh = own.resolve("fresh");
    try {
      if (target == null) {
        Files.writeString(fresh, "harmless");
      } else {
        Files.createSymbolicLink(fresh, target);
      }
      Files.move(fresh, name, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DiskImage open(Path path, ReadSession session) throws IOException {
    return ImageFormats.open(path, new ImageOptions(List.of(), null), session);
  }
}
