package io.guestkit.filesystem.xfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.block.BlockSource;
import io.guestkit.block.FileSource;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.testing.Corpus;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus's XFS volumes: what is in them, and what blkid says of them. */
class XfsCorpusTest {
  @TempDir Path folder;

  static List<Corpus.Entry> images() {
    List<Corpus.Entry> images =
        Corpus.entries(manifest ->
            StreamSupport.stream(manifest.path("truth").path("volumes").spliterator(), false)
                .anyMatch(volume -> volume.path("blkid_type").asText().equals("xfs")));
    assertThat(images).hasSizeGreaterThanOrEqualTo(5);
    return images;
  }

  static List<Corpus.Entry> probes() {
    return Corpus.entries(manifest -> manifest.get("kind").asText().equals("blkid"));
  }

  @ParameterizedTest
  @MethodSource("images")
  void isWhatTheTruthSays(Corpus.Entry entry) throws IOException {
    Path image = entry.unpack(folder);
    if (entry.kind().startsWith("container:")) {
      Tool.run("qemu-img", "convert", "-O", "raw", image.toString(), folder + "/disk.raw");
      image = folder.resolve("disk.raw");
    }
    for (JsonNode volume : entry.truth().path("volumes")) {
      if (volume.path("blkid_type").asText().equals("xfs")) {
        try (FileSource file = FileSource.open(image, Sources.session())) {
          check(
              volume,
              file.slice("volume", volume.get("offset").asLong(), volume.get("size").asLong()));
        }
      }
    }
  }

  private static void check(JsonNode truth, BlockSource volume) throws IOException {
    assertThat(new XfsFormat().matches(volume)).isTrue();
    XfsFilesystem filesystem = XfsFilesystem.open(volume);
    FilesystemInfo info = filesystem.info("/dev/sda");
    assertThat(info.type()).isEqualTo("xfs");
    assertThat(info.uuid()).isEqualTo(truth.get("uuid").asText());
    assertThat(info.label()).isEqualTo(truth.path("label").asText(null));
    assertThat(info.blockSizeBytes()).isEqualTo(truth.at("/xfs_sb/blocksize").asLong());
    assertThat(filesystem.problems("/dev/sda1")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("probes")
  void isWhatBlkidSays(Corpus.Entry entry) throws IOException {
    JsonNode truth = entry.truth().path("probe").path("upstream_expected");
    try (FileSource file = FileSource.open(entry.unpack(folder), Sources.session())) {
      boolean xfs = truth.path("ID_FS_TYPE").asText().equals("xfs");
      assertThat(new XfsFormat().matches(file)).isEqualTo(xfs);
      if (xfs) {
        FilesystemInfo info = XfsFilesystem.open(file).info("/dev/sda");
        assertThat(info.type()).isEqualTo("xfs");
        assertThat(info.uuid()).isEqualTo(truth.get("ID_FS_UUID").asText());
        assertThat(info.version()).isEqualTo(truth.path("ID_FS_VERSION").asText(null));
        assertThat(info.label()).isEqualTo(truth.path("ID_FS_LABEL").asText(null));
      }
    }
  }
}
