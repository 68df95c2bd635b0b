package io.guestkit.volume.lvm2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.BlockSource;
import io.guestkit.block.MissingImageException;
import io.guestkit.block.UnreadableImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.report.LogicalVolumeInfo;
import io.guestkit.report.Problem;
import io.guestkit.report.VolumeGroupInfo;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Sources;
import io.guestkit.volume.Disks;
import io.guestkit.volume.Volume;
import io.guestkit.volume.VolumeLayout;
import io.guestkit.volume.VolumeSystems;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks of a machine that used device-mapper (make.sh), against what that machine read. */
class LvmMachineTest {
  @TempDir Path folder;

  private List<Path> unpack(String... names) throws IOException {
    List<Path> images = new ArrayList<>();
    for (String name : names) {
      Path image = folder.resolve(name);
      try (InputStream in = new GZIPInputStream(resource(name + ".img.gz"))) {
        Files.copy(in, image);
      }
      images.add(image);
    }
    return images;
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = LvmMachineTest.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("no resource " + name);
    }
    return in;
  }

  /** Returns the SHA-256 of what the machine read, by group and volume. */
  private static Map<String, String> truth() throws IOException {
    Map<String, String> truth = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(resource("truth.txt"), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", 3);
        truth.put("/dev/" + words[1], words[2]);
      }
    }
    return truth;
  }

  private static void assertContent(Opened opened, String... devices) throws IOException {
    Map<String, String> truth = truth();
    for (String device : devices) {
      assertThat(Sources.sha256(opened.source(device))).as(device).isEqualTo(truth.get(device));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"raid-1 raid-2 raid-3 raid-4 raid-5", "raid-5 raid-3 raid-1 raid-4 raid-2"})
  void readsMirrorsAndRaidsInUse(String disks) throws IOException {
    try (Opened opened = Opened.of(unpack(disks.split(" ", -1)))) {
      assertContent(
          opened,
          "/dev/raid/r1",
          "/dev/raid/three",
          "/dev/raid/core",
          "/dev/raid/disk",
          "/dev/raid/r0",
          "/dev/raid/r0meta");
      assertThat(opened.layout().problems()).isEmpty();
      for (String type : List.of("raid4", "raid5", "raid6", "raid10")) {
        String device = "/dev/raid/r" + type.substring(4);
        assertUnsupported(opened, device, device.equals("/dev/raid/r6") ? 393216 : 262144, type);
      }
      assertThat(opened.group().logicalVolumes())
          .allSatisfy(volume -> assertThat(volume.health()).isNull());
    }
  }

  private static void assertUnsupported(Opened opened, String device, long size, String type) {
    BlockSource source = opened.source(device);
    assertThat(source.size()).as(device).isEqualTo(size);
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> source.readBytes(0, 1))
        .withMessage("%s is a logical volume of type %s, which is not read", device, type);
  }

  @Test
  void readsTheLegsThatAreLeft() throws IOException {
    try (Opened opened = Opened.of(unpack("raid-2", "raid-5"))) {
      assertContent(opened, "/dev/raid/r1", "/dev/raid/three", "/dev/raid/core", "/dev/raid/disk");
      assertThat(opened.layout().problems())
          .extracting(Problem::kind)
          .containsExactly("missing", "missing", "missing");
      assertThatExceptionOfType(MissingImageException.class)
          .isThrownBy(() -> Sources.sha256(opened.source("/dev/raid/r0")));
      assertThat(opened.group().logicalVolumes())
          .allSatisfy(volume -> assertThat(volume.health()).isEqualTo("partial"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"raid-1", "raid-2"})
  void readsALegAlone(String disk) throws IOException {
    try (Opened opened = Opened.of(unpack(disk))) {
      assertContent(opened, "/dev/raid/r1", "/dev/raid/core", "/dev/raid/disk");
    }
  }

  /** The superblock of the leg that went on knows that the other one has failed. */
  @ParameterizedTest
  @ValueSource(strings = {"stale-1 stale-2", "stale-2 stale-1", "stale-2"})
  void leavesALegOutThatFellBehind(String disks) throws IOException {
    try (Opened opened = Opened.of(unpack(disks.split(" ", -1)))) {
      assertContent(opened, "/dev/stale/r1");
      assertThat(opened.group().logicalVolumes().getFirst().health())
          .isEqualTo(disks.length() > 8 ? "refresh needed" : "partial");
      assertThat(opened.layout().problems()).hasSize(disks.length() > 8 ? 0 : 1);
    }
  }

  /** Nothing on that disk says so. */
  @Test
  void readsALegThatFellBehindWhereItIsAlone() throws IOException {
    try (Opened opened = Opened.of(unpack("stale-1"))) {
      assertThat(opened.text("/dev/stale/r1", 14)).isEqualTo("stale/r1 first");
    }
  }

  /** The second disk was changed alone, and its newer metadata says that the first was away. */
  @ParameterizedTest
  @ValueSource(strings = {"flagged-1 flagged-2", "flagged-2 flagged-1"})
  void readsTheNewestMetadataOfAGroup(String disks) throws IOException {
    List<Path> images = unpack(disks.split(" ", -1));
    try (Opened opened = Opened.of(images)) {
      VolumeGroupInfo group = opened.group();
      assertThat(group.seqno()).isEqualTo(5);
      assertThat(group.tags()).containsExactly("changed");
      assertContent(opened, "/dev/flagged/r1");
      assertThat(opened.text("/dev/flagged/lin", 17)).isEqualTo("flagged/lin first");
      assertThat(opened.layout().problems())
          .singleElement()
          .extracting(Problem::message)
          .asString()
          .contains("was away when volume group flagged was changed");
      assertThat(group.logicalVolumes())
          .allSatisfy(volume -> assertThat(volume.health()).isEqualTo("partial"));
    }
  }

  @Test
  void readsALegThatIsCompleteWhileAnotherIsFilled() throws IOException {
    try (Opened opened = Opened.of(unpack("fill-1", "fill-2"))) {
      assertContent(opened, "/dev/fill/r1");
      assertThat(opened.group().logicalVolumes().getFirst().health()).isEqualTo("refresh needed");
    }
    Files.delete(folder.resolve("fill-1"));
    Files.delete(folder.resolve("fill-2"));
    try (Opened opened = Opened.of(unpack("fill-1"))) {
      assertThatExceptionOfType(MissingImageException.class)
          .isThrownBy(() -> opened.source("/dev/fill/r1").readBytes(0, 1))
          .withMessageMatching(
              "/dev/fill/r1_rimage_0 lies on physical volume .*, which is missing");
    }
  }

  @Test
  void readsWhatPvmoveWasMoving() throws IOException {
    try (Opened opened = Opened.of(unpack("move-1", "move-2", "move-3"))) {
      assertContent(opened, "/dev/move/a", "/dev/move/b");
      assertThat(opened.layout().volumes().stream().map(Volume::device))
          .containsExactly("/dev/move/a", "/dev/move/b");
      assertThat(opened.layout().problems()).isEmpty();
    }
  }

  @Test
  void readsOriginsAndNamesWhatItDoesNotRead() throws IOException {
    try (Opened opened = Opened.of(unpack("pool"))) {
      assertContent(opened, "/dev/pool/origin", "/dev/pool/zeros");
      assertThat(opened.layout().problems()).isEmpty();
      assertUnsupported(opened, "/dev/pool/snap", 1 << 20, "snapshot");
      assertUnsupported(opened, "/dev/pool/thin", 8 << 20, "thin");
      assertUnsupported(opened, "/dev/pool/thinsnap", 8 << 20, "thin");
      assertUnsupported(opened, "/dev/pool/cached", 1 << 20, "cache");
      assertUnsupported(opened, "/dev/pool/cachedvol", 512 << 10, "cache");
      assertUnsupported(opened, "/dev/pool/wc", 512 << 10, "writecache");
      assertThatExceptionOfType(UnreadableImageException.class)
          .isThrownBy(() -> opened.source("/dev/pool/errors").readBytes(0, 1));
      assertThat(opened.layout().volumes()).hasSize(10);
      assertThat(opened.group().logicalVolumes().stream().map(LvmMachineTest::described))
          .containsExactly(
              "cached cache cached_corig cp_cpool",
              "cachedvol cache cachedvol_corig cv_cvol",
              "errors error null null",
              "origin linear null null",
              "ro linear null null",
              "snap snapshot origin null",
              "thin thin null thinpool",
              "thinpool thin-pool null null",
              "thinsnap thin thin thinpool",
              "wc writecache wc_wcorig wcvol_cvol",
              "zeros zero null null");
    }
  }

  /** Superblocks and metadata of a RAID; the checksum of the text is mostly wrong then. */
  @Test
  void survivesMutations() throws IOException {
    byte[] disk = Files.readAllBytes(unpack("stale-2").getFirst());
    Mutations.run(
        disk,
        List.of(
            new int[] {1 << 20, (1 << 20) + 64},
            new int[] {1 << 20, (1 << 20) + 64},
            new int[] {512, 700},
            new int[] {4096, 4200}),
        (image, session) -> {
          VolumeLayout layout =
              VolumeSystems.scan(List.of(Disks.memory("/dev/sda", image, session)));
          for (Volume volume : layout.volumes()) {
            volume.source().readBytes(0, 4096);
          }
        });
  }

  private static String described(LogicalVolumeInfo volume) {
    return "%s %s %s %s".formatted(volume.name(), volume.type(), volume.origin(), volume.pool());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "raid-1 raid-2 raid-3 raid-4 raid-5",
        "raid-1 raid-4",
        "stale-1 stale-2",
        "flagged-1 flagged-2",
        "flagged-2",
        "fill-1 fill-2",
        "move-1 move-2 move-3",
        "pool"
      })
  void agreesWithLvm(String disks) throws IOException {
    LvmHost.require();
    List<Path> images = unpack(disks.split(" ", -1));
    LvmHost.Truth truth = new LvmHost(folder).truth(images);
    try (Opened opened = Opened.of(images)) {
      VolumeLayout layout = opened.layout();
      LvmReports.assertSame(layout.volumeGroups(), truth);
    }
  }
}
