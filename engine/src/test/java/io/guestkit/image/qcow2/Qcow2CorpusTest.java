package io.guestkit.image.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.block.ImageException;
import io.guestkit.block.LockedImageException;
import io.guestkit.block.MissingImageException;
import io.guestkit.image.DiskImage;
import io.guestkit.image.ImageFormats;
import io.guestkit.image.ImageOptions;
import io.guestkit.report.ImageInfo;
import io.guestkit.testing.Corpus;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images that others made. */
class Qcow2CorpusTest {
  @TempDir Path folder;

  static Stream<Corpus.Entry> images() {
    return Corpus.entries(e -> e.get("kind").asText().equals("container:qcow2")).stream();
  }

  static Stream<Corpus.Entry> refused() {
    return Corpus.entries(e -> e.get("kind").asText().equals("negative:qcow2")).stream();
  }

  private static DiskImage open(Path image) throws IOException {
    return ImageFormats.open(image, new ImageOptions(List.of(), null), Sources.session());
  }

  @ParameterizedTest
  @MethodSource("images")
  void readsWhatTheImageHolds(Corpus.Entry entry) throws Exception {
    Path image = entry.unpack(folder);
    JsonNode truth = entry.truth().get("container");
    if (truth.path("expect").asText().startsWith("backing file missing")) {
      assertThatThrownBy(() -> open(image))
          .isInstanceOf(MissingImageException.class)
          .hasMessageContaining(truth.at("/qemu_img_info/backing-filename").asText());
      return;
    }
    try (DiskImage disk = open(image)) {
      if (truth.path("encrypted").asBoolean()) {
        assertThat(disk.info().encryption()).isEqualTo("aes");
        assertThatThrownBy(() -> disk.readBytes(0, 512)).isInstanceOf(LockedImageException.class);
        return;
      }
      compare(disk.info(), truth.get("qemu_img_info"));
      assertThat(disk.size()).isEqualTo(truth.get("virtual_size").asLong());
      assertThat(Sources.sha256(disk)).isEqualTo(truth.get("raw_sha256").asText());
    }
  }

  private static void compare(ImageInfo info, JsonNode truth) {
    JsonNode data = truth.at("/format-specific/data");
    assertThat(info.version()).isEqualTo(data.get("compat").asText().equals("1.1") ? "3" : "2");
    assertThat(info.clusterSizeBytes()).isEqualTo(truth.get("cluster-size").asLong());
    assertThat(info.compressionType()).isEqualTo(data.get("compression-type").asText());
    assertThat(info.refcountBits()).isEqualTo(data.get("refcount-bits").asInt());
    assertThat(String.valueOf(info.backingFile()))
        .isEqualTo(truth.path("backing-filename").asText("null"));
    assertThat(String.valueOf(info.dataFile())).isEqualTo(data.path("data-file").asText("null"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatIsBroken(Corpus.Entry entry) throws IOException {
    Path image = entry.unpack(folder);
    assertThatThrownBy(() -> open(image))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining(image.toString());
  }
}
