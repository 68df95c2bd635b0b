package io.guestkit.filesystem.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.block.BlockCache;
import io.guestkit.block.BlockSource;
import io.guestkit.block.Budget;
import io.guestkit.block.FileSource;
import io.guestkit.block.MemorySource;
import io.guestkit.block.ReadSession;
import io.guestkit.filesystem.Filesystems;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.testing.Corpus;
import io.guestkit.testing.Mutations;
import io.guestkit.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The images that blkid's own tests use, and every filesystem of the corpus, named as blkid does.
 */
class SignatureCorpusTest {
  @TempDir Path folder;

  /** All of them: no type is left out. */
  static List<Corpus.Entry> blkidImages() {
    return Corpus.entries(entry -> entry.get("kind").asText().equals("blkid"));
  }

  /** The smaller ones of what has a structure to follow: a few seconds for all. */
  static List<Corpus.Entry> followed() {
    Set<String> types =
        Set.of("ntfs", "exfat", "befs", "udf", "iso9660", "bcache", "ocfs2", "minix");
    return Corpus.entries(entry ->
        entry.get("kind").asText().equals("blkid")
            && types.contains(entry.get("truth").get("ID_FS_TYPE").asText())
            && entry.get("unpacked_size").asLong() <= 3 << 20);
  }

  static List<Corpus.Entry> filesystems() {
    return Corpus.entries(entry ->
        entry.get("kind").asText().startsWith("fs:")
            && entry.get("truth").path("volumes").path(0).has("blkid_type"));
  }

  private static FileSource open(Path image) throws IOException {
    return FileSource.open(
        image, ReadSession.of(Budget.of(Duration.ofMinutes(1)), new BlockCache(8 << 20)));
  }

  private static Optional<FilesystemInfo> info(BlockSource source) throws IOException {
    List<VolumeContent> contents = new ArrayList<>();
    Filesystems.open(List.of(new Volume("/dev/sda", "disk", source, null)), contents::add);
    return contents.getFirst().info();
  }

  @ParameterizedTest
  @MethodSource("blkidImages")
  void namesWhatBlkidNames(Corpus.Entry entry) throws IOException {
    JsonNode probe = entry.truth().get("probe");
    JsonNode truth = probe.path("upstream_expected");
    if (truth.isMissingNode()) {
      truth = probe.get("blkid_2.38");
    }
    try (FileSource source = open(entry.unpack(folder))) {
      FilesystemInfo info = info(source).orElseThrow();
      assertThat(
              List.of(
                  info.type(),
                  info.usage(),
                  "version "
                      + (info.version() == null ? null : info.version().replace(" ", "\\x20")),
                  "label " + safe(info.label()),
                  "uuid " + safe(info.uuid())))
          .containsExactly(
              truth.get("ID_FS_TYPE").asText(),
              truth.get("ID_FS_USAGE").asText(),
              "version " + truth.path("ID_FS_VERSION").asText(null),
              "label " + truth.path("ID_FS_LABEL").asText(null),
              "uuid " + truth.path("ID_FS_UUID").asText(null));
    }
  }

  /** Writes text as udev does: blanks and what is no UTF-8 as underscores. */
  private static @Nullable String safe(@Nullable String text) {
    return text == null ? null : text.replace(' ', '_').replace('\ufffd', '_');
  }

  @ParameterizedTest
  @MethodSource("filesystems")
  void namesEveryFilesystem(Corpus.Entry entry) throws IOException {
    JsonNode truth = entry.truth().get("volumes").get(0);
    try (FileSource source = open(entry.unpack(folder))) {
      long offset = truth.path("offset").asLong(0);
      Signature found =
          Signatures.find(source.slice("volume", offset, source.size() - offset)).orElseThrow();
      assertThat(found.type()).isEqualTo(truth.get("blkid_type").asText());
      assertThat(found.usage()).isEqualTo(truth.path("usage").asText("filesystem"));
      assertThat(found.uuid()).isEqualTo(truth.path("uuid").asText(null));
      assertThat(found.version()).isEqualTo(truth.path("version").asText(null));
      if (!found.type().equals("vfat")) { // its reader finds the label
        assertThat(found.label()).isEqualTo(truth.path("label").asText(null));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("followed")
  void endsOnAnyDamage(Corpus.Entry entry) throws IOException {
    byte[] image = Files.readAllBytes(entry.unpack(folder));
    List<int[]> hot =
        image.length < 0x10000
            ? List.of()
            : List.of(new int[] {0, 0x600}, new int[] {0x8000, 0xa000}, new int[] {0x4000, 0x5000});
    Mutations.run(
        image,
        hot,
        (bytes, session) -> Signatures.find(new MemorySource("damaged", bytes, session)));
  }
}
