package io.guestkit.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.MissingImageException;
import io.guestkit.block.UnreadableImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.testing.Corpus;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFormatsTest {
  private static final ImageOptions DEFAULT = new ImageOptions(List.of(), null);

  @TempDir Path folder;

  private static DiskImage open(Path path) throws IOException {
    return ImageFormats.open(path, DEFAULT, Sources.session());
  }

  private Path file(String content) throws IOException {
    return Files.write(folder.resolve("file"), content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String formatOf(Path path) throws IOException {
    try (DiskImage disk = open(path)) {
      return disk.info().format();
    }
  }

  @Test
  void anEmptyFileIsNoImage() throws IOException {
    Path empty = file("");
    assertThatExceptionOfType(UnreadableImageException.class)
        .isThrownBy(() -> open(empty))
        .withMessage(empty + ": empty file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "QFI", "QFI\u00fb\0\0\0", "hello world\n"})
  void whatNothingMatchesIsRaw(String content) throws IOException {
    assertThat(formatOf(file(content))).isEqualTo("raw");
  }

  @Test
  void aRawImageHasNoSnapshots() throws IOException {
    Path text = file("text");
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(
            () -> ImageFormats.open(text, new ImageOptions(List.of(), "a"), Sources.session()));
  }

  @Test
  void aBrokenImageOfAFormatIsNotTakenForRaw() throws IOException {
    Path broken = file("QFI\u00fb\0\0\0\3" + "\0".repeat(4096));
    assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> open(broken));
    Path brokenPlugin = file("PLUG");
    assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> open(brokenPlugin));
  }

  @Test
  void formatsPlugIn() throws IOException {
    try (DiskImage disk = open(file("PLUG and more"))) {
      assertThat(disk.size()).isEqualTo(13);
    }
  }

  @Test
  void saysWhatIsNotThereOrNoFile() {
    assertThatExceptionOfType(MissingImageException.class)
        .isThrownBy(() -> open(folder.resolve("nothing")));
    assertThatExceptionOfType(UnreadableImageException.class).isThrownBy(() -> open(folder));
    assertThatExceptionOfType(UnreadableImageException.class)
        .isThrownBy(() -> open(Path.of("/dev/null")));
  }

  @ParameterizedTest
  @CsvSource({
    "vmdk, monolithicSparse, VMDK",
    "vmdk, streamOptimized, VMDK",
    "vdi, , VDI",
    "vpc, dynamic, VHD",
    "vpc, fixed, VHD",
    "vhdx, , VHDX",
    "qed, , QED",
    "qcow, , qcow version 1",
    "parallels, , Parallels"
  })
  void namesWhatQemuImgMakes(String format, String subformat, String name) {
    Path image = folder.resolve("image");
    String options = subformat == null ? "" : " -o subformat=" + subformat;
    Tool.shell("qemu-img create -q -f %s%s '%s' 8M".formatted(format, options, image));
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> open(image))
        .withMessageContaining(image + ": a " + name)
        .withMessageContaining("qemu-img convert");
  }

  @Test
  void namesAVmdkDescriptor() {
    Path image = folder.resolve("image.vmdk");
    Tool.shell("qemu-img create -q -f vmdk -o subformat=monolithicFlat '%s' 8M".formatted(image));
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> open(image))
        .withMessageContaining("a VMDK image");
  }

  @ParameterizedTest
  @CsvSource({"gzip -c, gzip file", "xz -c, xz file", "bzip2 -c, bzip2 file", "tar c, tar archive"})
  void namesPackedFiles(String command, String name) throws IOException {
    Path content = file("some content to pack");
    Path packed = folder.resolve("packed");
    Tool.require(command.split(" ", 2)[0]);
    Tool.shell("cd '%s'; %s %s > '%s'".formatted(folder, command, content.getFileName(), packed));
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> open(packed))
        .withMessageContaining(name)
        .withMessageContaining("unpack");
  }

  /** A raw disk may end in what looks like the footer of another disk. */
  @Test
  void aFooterOfAnotherSizeDoesNotMakeAVhd() throws IOException {
    Path vhd = folder.resolve("fixed.vhd");
    Tool.shell("qemu-img create -q -f vpc -o subformat=fixed,force_size=on '%s' 8M".formatted(vhd));
    byte[] footer = Tool.runBytes("tail", "-c", "512", vhd.toString());
    byte[] disk = new byte[4096];
    System.arraycopy(footer, 0, disk, 4096 - 512, 512);
    assertThat(formatOf(Files.write(folder.resolve("raw"), disk))).isEqualTo("raw");
  }

  private static final Set<String> UNREAD =
      Set.of("parallels", "vhdx", "vhd", "dmg", "vmdk", "ova", "qcow1", "asif", "ewf", "vma");

  static Stream<Corpus.Entry> unreadContainers() {
    return Corpus.entries(
        e -> {
          String kind = e.get("kind").asText();
          boolean isRaw = e.get("file").asText().contains("plain.hdd.0.");
          return kind.startsWith("container:") && UNREAD.contains(kind.substring(10)) && !isRaw;
        })
        .stream();
  }

  @ParameterizedTest
  @MethodSource("unreadContainers")
  void noOtherContainerIsTakenForRaw(Corpus.Entry entry) throws IOException {
    Path image = entry.unpack(folder);
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> open(image))
        .withMessageContaining("a format that is not read");
  }
}
