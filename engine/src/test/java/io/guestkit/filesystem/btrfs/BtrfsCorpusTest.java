package io.guestkit.filesystem.btrfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.block.BlockSource;
import io.guestkit.block.FileSource;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.testing.Corpus;
import io.guestkit.testing.Listing;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus's Btrfs volumes: what is in them, and what blkid says of them. */
class BtrfsCorpusTest {
  @TempDir Path folder;

  static List<Corpus.Entry> images() {
    return Corpus.entries(manifest -> manifest.get("kind").asText().equals("fs:btrfs"));
  }

  static List<Corpus.Entry> probes() {
    return Corpus.entries(manifest -> manifest.get("kind").asText().equals("blkid"));
  }

  private static List<Corpus.Entry> vhdx() {
    return Corpus.entries(
        manifest -> manifest.get("file").asText().equals("container/discutils-btrfs.vhdx.gz"));
  }

  @ParameterizedTest
  @MethodSource("images")
  void isWhatTheTruthSays(Corpus.Entry entry) throws IOException {
    for (JsonNode volume : entry.truth().path("volumes")) {
      try (FileSource file = FileSource.open(entry.unpack(folder), Sources.session())) {
        check(
            volume,
            file.slice("volume", volume.get("offset").asLong(), volume.get("size").asLong()));
      }
    }
  }

  @Test
  void readsTheVolumeInAContainer() throws IOException {
    Corpus.Entry entry = vhdx().getFirst();
    Path raw = folder.resolve("disk.raw");
    Tool.run("qemu-img", "convert", "-O", "raw", entry.unpack(folder).toString(), raw.toString());
    JsonNode volume = entry.truth().path("volumes").get(0);
    try (FileSource file = FileSource.open(raw, Sources.session())) {
      check(
          volume, file.slice("volume", volume.get("offset").asLong(), volume.get("size").asLong()));
    }
  }

  @Test
  void opensDisksWhoseUuidWasBeingChanged() throws IOException {
    List<Corpus.Entry> disks =
        images().stream().filter(entry -> entry.manifest().has("group")).toList();
    assertThat(disks).hasSize(2);
    List<Path> paths = List.of(disks.get(0).unpack(folder), disks.get(1).unpack(folder));
    BtrfsFilesystem filesystem = BtrfsImages.open(paths);
    JsonNode truth = disks.get(0).truth().get("btrfs_sb");
    FilesystemInfo info = filesystem.info("/dev/sda");
    assertThat(info.uuid()).isEqualTo(truth.get("fsid").asText());
    // RAID1: statfs gives half of all devices.
    assertThat(info.sizeBytes()).isEqualTo(truth.get("total_bytes").asLong() / 2);
    assertThat(filesystem.problems("/dev/sda")).isEmpty();
    assertThat(Listing.of(filesystem)).isEmpty();
    assertThat(BtrfsImages.open(paths.subList(0, 1)).problems("/dev/sda"))
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.message())
                .contains(disks.get(1).truth().get("btrfs_sb").get("dev_item.uuid").asText()));
  }

  private static void check(JsonNode truth, BlockSource volume) throws IOException {
    assertThat(new BtrfsFormat().matches(volume)).isTrue();
    BtrfsFilesystem filesystem = BtrfsFilesystem.open(List.of(volume), List.of());
    FilesystemInfo info = filesystem.info("/dev/sda");
    JsonNode superblock = truth.get("btrfs_sb");
    assertThat(info.type()).isEqualTo(truth.get("blkid_type").asText());
    assertThat(info.uuid()).isEqualTo(truth.get("uuid").asText());
    assertThat(info.label()).isEqualTo(truth.path("label").asText(null));
    assertThat(info.blockSizeBytes()).isEqualTo(superblock.get("sectorsize").asLong());
    if (truth.has("btrfs_subvols")) {
      assertThat(info.subvolumes()).hasSize(truth.get("btrfs_subvols").asInt());
    }
    assertThat(filesystem.problems("/dev/sda1")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("probes")
  void isWhatBlkidSays(Corpus.Entry entry) throws IOException {
    JsonNode truth = entry.truth().path("probe").path("upstream_expected");
    try (FileSource file = FileSource.open(entry.unpack(folder), Sources.session())) {
      boolean btrfs = truth.path("ID_FS_TYPE").asText().equals("btrfs");
      assertThat(new BtrfsFormat().matches(file)).isEqualTo(btrfs);
      if (btrfs) {
        BtrfsFilesystem filesystem = BtrfsFilesystem.open(List.of(file), List.of());
        FilesystemInfo info = filesystem.info("/dev/sda");
        assertThat(info.type()).isEqualTo(truth.get("ID_FS_TYPE").asText());
        assertThat(info.uuid()).isEqualTo(truth.get("ID_FS_UUID").asText());
        assertThat(info.label()).isEqualTo(truth.path("ID_FS_LABEL").asText(null));
        assertThat(info.blockSizeBytes()).isEqualTo(truth.get("ID_FS_BLOCK_SIZE").asLong());
        assertThat(Listing.of(filesystem)).isEmpty();
      }
    }
  }
}
