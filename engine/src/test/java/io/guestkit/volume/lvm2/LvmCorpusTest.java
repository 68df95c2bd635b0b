package io.guestkit.volume.lvm2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.block.ReadSession;
import io.guestkit.image.DiskImage;
import io.guestkit.image.ImageFormats;
import io.guestkit.image.ImageOptions;
import io.guestkit.report.LogicalVolumeInfo;
import io.guestkit.report.Problem;
import io.guestkit.report.VolumeGroupInfo;
import io.guestkit.testing.Corpus;
import io.guestkit.testing.Guests;
import io.guestkit.testing.Sources;
import io.guestkit.volume.Disks;
import io.guestkit.volume.Volume;
import io.guestkit.volume.VolumeLayout;
import io.guestkit.volume.VolumeSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups that others made, against what LVM said of them and read from their volumes. */
class LvmCorpusTest {
  @TempDir Path folder;

  static List<Corpus.Entry> withContent() {
    return Corpus.entries(e -> isLvm(e)).stream()
        .filter(entry -> entry.truth().path("lvm_or_multidisk").has("lv_content"))
        .toList();
  }

  private static boolean isLvm(JsonNode manifest) {
    return manifest.get("kind").asText().equals("lvm")
        || manifest.get("file").asText().contains("lvmtest");
  }

  /** What is asked of a layout while its disks are open. */
  private interface Check {
    void of(VolumeLayout layout) throws IOException;
  }

  private static void scan(List<Path> disks, Check check) throws IOException {
    ReadSession session = Sources.session();
    List<DiskImage> images = new ArrayList<>();
    List<Volume> volumes = new ArrayList<>();
    try {
      for (Path disk : disks) {
        DiskImage image =
            ImageFormats.open(
                disk, new ImageOptions(List.of(disk.toAbsolutePath().getParent()), null), session);
        String device = "/dev/sd" + (char) ('a' + images.size());
        images.add(image);
        volumes.add(Disks.disk(device, image.slice(device, 0, image.size())));
      }
      check.of(VolumeSystems.scan(volumes));
    } finally {
      for (DiskImage image : images) {
        image.close();
      }
    }
  }

  /** Returns the SHA-256 that the truth has of each volume. */
  private static Map<String, String> checksums(JsonNode truth) {
    Map<String, String> checksums = new TreeMap<>();
    for (JsonNode lv : truth.get("lvm_or_multidisk").get("lv_content")) {
      checksums.put(
          lv.get("lv").asText() + " " + lv.get("size").asLong(), lv.get("sha256").asText());
    }
    return checksums;
  }

  private static Map<String, String> checksums(VolumeLayout layout) throws IOException {
    Map<String, String> checksums = new TreeMap<>();
    for (Volume volume : layout.volumes()) {
      checksums.put(
          volume.device() + " " + volume.source().size(), Sources.sha256(volume.source()));
    }
    return checksums;
  }

  @ParameterizedTest
  @MethodSource("withContent")
  void readsEveryVolume(Corpus.Entry entry) throws IOException {
    Path disk = entry.unpack(folder);
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all = files.sorted().toList();
    }
    assertThat(all).contains(disk);
    scan(
        all,
        layout -> {
          assertThat(layout.problems()).isEmpty();
          assertThat(checksums(layout)).isEqualTo(checksums(entry.truth()));
          assertThat(rows(layout)).isEqualTo(rows(entry.truth()));
        });
    if (all.size() == 2) {
      for (Path one : all) {
        scan(
            List.of(one),
            layout -> {
              assertThat(layout.problems()).extracting(Problem::kind).containsExactly("missing");
              assertThat(checksums(layout)).isEqualTo(checksums(entry.truth()));
            });
      }
    }
  }

  /** Returns what LVM printed of groups and visible volumes, a line each. */
  private static List<String> rows(JsonNode truth) {
    List<String> rows = new ArrayList<>();
    String part = "";
    for (JsonNode printed : truth.get("lvm_or_multidisk").get("listing")) {
      String line = printed.asText().strip();
      if (line.startsWith("==")) {
        part = line;
      } else if (!line.startsWith("WARNING") && !line.contains("[")) {
        String[] words = line.split(" +", -1);
        if (part.equals("==VGS")) {
          rows.add(String.join(" ", words[0], words[1], words[2], words[3], words[4]));
        } else if (part.equals("==LVS")) {
          rows.add(String.join(" ", words[0], words[1], words[2], words[3], words[4]));
        } else if (part.equals("==PVS")) {
          rows.add(String.join(" ", words[0], words[1], words[2], words[3]));
        }
      }
    }
    return rows;
  }

  private static List<String> rows(VolumeLayout layout) {
    VolumeGroupInfo group = layout.volumeGroups().getFirst();
    List<String> rows = new ArrayList<>();
    rows.add(
        "%s %s %dB %d %d"
            .formatted(
                group.name(),
                group.uuid(),
                group.sizeBytes(),
                group.logicalVolumes().size(),
                group.physicalVolumes().size()));
    for (LogicalVolumeInfo volume : group.logicalVolumes()) {
      rows.add(
          "%s %s %s %dB %s"
              .formatted(
                  group.name(), volume.name(), volume.uuid(), volume.sizeBytes(), volume.type()));
    }
    for (var volume : group.physicalVolumes()) {
      rows.add(
          "%s %s %s %dB"
              .formatted(volume.device(), volume.uuid(), group.name(), volume.sizeBytes()));
    }
    return rows;
  }

  @Test
  void readsTheLabelOfABareDisk() throws IOException {
    for (Corpus.Entry entry :
        Corpus.entries(e -> e.get("file").asText().equals("blkid/lvm2.img.gz"))) {
      scan(
          List.of(entry.unpack(folder)),
          layout -> {
            assertThat(layout.members()).hasSize(1);
            assertThat(layout.volumeGroups()).isEmpty();
            assertThat(layout.problems()).isEmpty();
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"debian", "blank-bootrootlv"})
  void findsTheVolumesOfGuests(String guest) throws IOException {
    scan(
        List.of(Guests.shared(guest + ".qcow2")),
        layout -> {
          assertThat(layout.problems()).isEmpty();
          assertThat(Disks.devices(layout))
              .isEqualTo(
                  guest.equals("debian")
                      ? List.of(
                          "/dev/sda1",
                          "/dev/debian/home",
                          "/dev/debian/root",
                          "/dev/debian/usr",
                          "/dev/debian/var")
                      : List.of("/dev/sda1", "/dev/VG/LV"));
        });
  }
}
