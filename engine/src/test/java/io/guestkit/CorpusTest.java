package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.block.ImageException;
import io.guestkit.block.MissingImageException;
import io.guestkit.image.DiskImage;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Inspection;
import io.guestkit.report.PartitionInfo;
import io.guestkit.testing.Corpus;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The images of the corpus the whole way, from the path to the report. What each structure says in
 * detail, the tests of the formats compare; the files, FilesCorpusTest.
 */
class CorpusTest {
  private static final Set<String> FILESYSTEMS = Set.of("fs:ext2", "fs:ext3", "fs:ext4", "fs:fat");

  @TempDir Path folder;

  static List<Corpus.Entry> qcow2() {
    return Corpus.entries(entry -> kind(entry).equals("container:qcow2"));
  }

  static List<Corpus.Entry> negative() {
    return Corpus.entries(entry -> kind(entry).equals("negative:qcow2"));
  }

  static List<Corpus.Entry> disks() {
    return Corpus.entries(entry -> FILESYSTEMS.contains(kind(entry)) || kind(entry).equals("pt"));
  }

  private static String kind(JsonNode manifest) {
    return manifest.get("kind").asText();
  }

  @ParameterizedTest
  @MethodSource("qcow2")
  void readsTheDiskAsTheGuestSeesIt(Corpus.Entry entry) throws IOException {
    Path image = entry.unpack(folder);
    JsonNode facts = entry.manifest().get("truth");
    try (GuestKit guestkit = GuestKit.create()) {
      if (facts.path("expect").asText().startsWith("backing file missing")) {
        assertThatExceptionOfType(MissingImageException.class)
            .isThrownBy(() -> guestkit.image(image));
      } else if (facts.path("encrypted").asBoolean()) {
        assertThat(guestkit.image(image).encryption()).isEqualTo("aes");
        assertThat(guestkit.inspect(Machine.of(image), InspectOptions.DEFAULT).inspection())
            .satisfies(
                report -> assertThat(report.problems().getFirst().kind()).isEqualTo("locked"));
      } else {
        assertThat(guestkit.image(image).virtualSizeBytes())
            .isEqualTo(facts.get("virtual_size").asLong());
        try (DiskImage disk = guestkit.disk(image, null)) {
          assertThat(Sources.sha256(disk)).isEqualTo(facts.get("raw_sha256").asText());
        }
        compareVolumes(entry, guestkit, image);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("negative")
  void refusesWhatIsNoImage(Corpus.Entry entry) throws IOException {
    Path image = entry.unpack(folder);
    try (GuestKit guestkit = GuestKit.create()) {
      assertThatExceptionOfType(ImageException.class)
          .isThrownBy(() -> guestkit.inspect(Machine.of(image), InspectOptions.DEFAULT));
    }
  }

  @ParameterizedTest
  @MethodSource("disks")
  void findsVolumes(Corpus.Entry entry) throws IOException {
    Path image = entry.unpack(folder);
    try (GuestKit guestkit = GuestKit.create()) {
      compareVolumes(entry, guestkit, image);
    }
  }

  private static void compareVolumes(Corpus.Entry entry, GuestKit guestkit, Path image)
      throws IOException {
    Inspection report = guestkit.inspect(Machine.of(image), InspectOptions.DEFAULT).inspection();
    for (JsonNode truth : entry.truth().path("volumes")) {
      String device = deviceAt(report, truth.get("offset").asLong());
      if (truth.path("blkid_type").isTextual()) {
        FilesystemInfo found =
            report.filesystems().stream()
                .filter(filesystem -> filesystem.device().equals(device))
                .findFirst()
                .orElseThrow();
        assertThat(found.type()).isEqualTo(truth.get("blkid_type").asText());
        assertThat(found.label()).isEqualTo(truth.path("label").asText(null));
        assertThat(found.uuid()).isEqualTo(truth.path("uuid").asText(null));
      }
    }
  }

  private static String deviceAt(Inspection report, long offset) {
    return report.partitionTables().stream()
        .flatMap(table -> table.partitions().stream())
        .filter(partition -> partition.startBytes() == offset)
        .map(PartitionInfo::device)
        .findFirst()
        .orElse("/dev/sda");
  }
}
