package io.guestkit.filesystem.ext;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.block.BlockSource;
import io.guestkit.block.FileSource;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.testing.Corpus;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus's ext volumes: what is in them, and what blkid says of them. */
class ExtCorpusTest {
  @TempDir Path folder;

  static List<Corpus.Entry> images() {
    return Corpus.entries(manifest -> {
      String kind = manifest.get("kind").asText();
      return kind.startsWith("fs:ext") || kind.equals("pt");
    });
  }

  static List<Corpus.Entry> probes() {
    return Corpus.entries(manifest -> manifest.get("kind").asText().equals("blkid"));
  }

  @ParameterizedTest
  @MethodSource("images")
  void isWhatTheTruthSays(Corpus.Entry entry) throws IOException {
    for (JsonNode volume : entry.truth().path("volumes")) {
      if (volume.path("blkid_type").asText().startsWith("ext")) {
        try (FileSource file = FileSource.open(entry.unpack(folder), Sources.session())) {
          check(
              volume,
              file.slice("volume", volume.get("offset").asLong(), volume.get("size").asLong()));
        }
      }
    }
  }

  private static void check(JsonNode truth, BlockSource volume) throws IOException {
    assertThat(new ExtFormat().matches(volume)).isTrue();
    ExtFilesystem filesystem = ExtFilesystem.open(volume);
    FilesystemInfo info = filesystem.info("/dev/sda");
    assertThat(info.type()).isEqualTo(truth.get("blkid_type").asText());
    assertThat(info.uuid()).isEqualTo(truth.get("uuid").asText());
    assertThat(info.label()).isEqualTo(truth.path("label").asText(null));
    assertThat(info.version()).isEqualTo(truth.get("version").asText());
    assertThat(filesystem.problems("/dev/sda1")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("probes")
  void isWhatBlkidSays(Corpus.Entry entry) throws IOException {
    JsonNode truth = entry.truth().path("probe").path("upstream_expected");
    try (FileSource file = FileSource.open(entry.unpack(folder), Sources.session())) {
      boolean ext = truth.path("ID_FS_TYPE").asText().matches("ext[234].*");
      if (!ext) {
        assertThat(new ExtFormat().matches(file)).isFalse();
        return;
      }
      FilesystemInfo info = ExtFilesystem.open(file).info("/dev/sda");
      assertThat(info.type()).isEqualTo(truth.get("ID_FS_TYPE").asText());
      assertThat(info.uuid()).isEqualTo(truth.get("ID_FS_UUID").asText());
      assertThat(info.version()).isEqualTo(truth.get("ID_FS_VERSION").asText());
      assertThat(info.label()).isEqualTo(truth.path("ID_FS_LABEL").asText(null));
    }
  }
}
