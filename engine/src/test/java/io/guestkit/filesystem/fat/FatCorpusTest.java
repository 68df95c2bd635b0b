package io.guestkit.filesystem.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.block.BlockCache;
import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.FileSource;
import io.guestkit.block.ReadSession;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.testing.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus' FAT volumes, compared with what Linux shows of them. */
class FatCorpusTest {
  private static final String LOOP = "fs/dfir_ntfs-fat32_loop.raw.gz";

  @TempDir Path folder;

  static List<Corpus.Entry> volumes() {
    return Corpus.entries(entry ->
        entry.get("kind").asText().equals("fs:fat") && !entry.get("file").asText().equals(LOOP));
  }

  private static FileSource open(Path image) throws IOException {
    return FileSource.open(
        image, ReadSession.of(Budget.of(Duration.ofMinutes(1)), new BlockCache(8 << 20)));
  }

  @ParameterizedTest
  @MethodSource("volumes")
  void isWhatTheTruthSays(Corpus.Entry entry) throws IOException {
    JsonNode truth = entry.truth().get("volumes").get(0);
    try (FileSource source = open(entry.unpack(folder))) {
      assertThat(new FatFormat().matches(source)).isTrue();
      Filesystem fat = new FatFormat().open(source);
      FilesystemInfo info = fat.info("/dev/sda");
      assertThat(info.type()).isEqualTo(truth.get("blkid_type").asText());
      assertThat(info.version()).isEqualTo(truth.get("version").asText());
      assertThat(info.uuid()).isEqualTo(truth.path("uuid").asText(null));
      assertThat(info.label()).isEqualTo(truth.path("label").asText(null));
    }
  }

  @Test
  void refusesDirectoriesThatLeadBackUp() throws IOException {
    List<Corpus.Entry> loops = Corpus.entries(entry -> entry.get("file").asText().equals(LOOP));
    try (FileSource source = open(loops.getFirst().unpack(folder))) {
      Filesystem fat = new FatFormat().open(source);
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> Listing.of(fat, (path, found, sha256) -> path))
          .withMessageContaining("belongs to the entry at");
    }
  }
}
