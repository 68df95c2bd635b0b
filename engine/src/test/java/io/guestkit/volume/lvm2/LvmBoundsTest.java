package io.guestkit.volume.lvm2;

import static io.guestkit.volume.lvm2.LvmDisk.group;
import static io.guestkit.volume.lvm2.LvmDisk.id;
import static io.guestkit.volume.lvm2.LvmDisk.segment;
import static io.guestkit.volume.lvm2.LvmScans.STRIPED;
import static io.guestkit.volume.lvm2.LvmScans.disk;
import static io.guestkit.volume.lvm2.LvmScans.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.BlockCache;
import io.guestkit.block.BlockSource;
import io.guestkit.block.Budget;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.ReadSession;
import io.guestkit.report.Problem;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Sources;
import io.guestkit.volume.Disks;
import io.guestkit.volume.Volume;
import io.guestkit.volume.VolumeLayout;
import io.guestkit.volume.VolumeSystems;
import io.guestkit.volume.lvm2.metadata.VolumeGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Damage and absurd sizes end in a value or an exception of ours, within bounds. */
class LvmBoundsTest {
  @Test
  void asksTheBudgetForTheMemoryOfTheText() {
    byte[] disk = disk();
    Budget small = new Budget(Duration.ofMinutes(1), 4096, 100);
    ReadSession session = ReadSession.of(small, new BlockCache(1 << 20));
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> VolumeSystems.scan(List.of(Disks.memory("/dev/sda", disk, session))));
  }

  @Test
  void readsNoTextOf100Megabytes() throws IOException {
    LvmDisk disk = LvmDisk.of(id('a'), "");
    disk.bytes.putLong(LvmDisk.AREA + 0x20, 200 << 20).putLong(LvmDisk.AREA + 0x30, 100 << 20);
    VolumeLayout layout = scan(Arrays.copyOf(disk.seal().build(), 201 << 20));
    assertThat(layout.problems())
        .singleElement()
        .isEqualTo(
            new Problem(
                "unsupported",
                "/dev/sda",
                null,
                "/dev/sda: LVM metadata of 104857600 bytes, no more than 16777216 are read"));
  }

  @Test
  void endsWithALimitWhereManySegmentsNeedMoreMemoryThanThereIs() {
    StringBuilder many = new StringBuilder("contents = [");
    many.append("1,".repeat(3_000_000)).append("1]");
    byte[] text = many.toString().getBytes(StandardCharsets.US_ASCII);
    Budget budget = new Budget(Duration.ofMinutes(1), 64 << 20, 100);
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> VolumeGroup.parse("text", text, budget));
  }

  @Test
  void readsAVolumeOfManySegments() throws IOException {
    int count = 100_000;
    StringBuilder text =
        new StringBuilder("lv {\nid = \"" + id('v') + "\"\nstatus = [\"VISIBLE\"]\n");
    text.append("segment_count = ").append(count).append('\n');
    for (int i = 0; i < count; i++) {
      text.append("segment")
          .append(i)
          .append("{\n")
          .append(segment(i, 1, STRIPED.replace("0]", i % 32 + "]")))
          .append("}\n");
    }
    byte[] group = group("vg", 1, text.append("}").toString()).getBytes(StandardCharsets.US_ASCII);
    var parsed = VolumeGroup.parse("text", group, Budget.of(Duration.ofSeconds(20)));
    Volume pv = Disks.memory(LvmDisk.of(id('a'), "").build());
    Group assembled = new Group(parsed, "/dev/vg", Map.of("pv0", pv));
    BlockSource lv =
        new LogicalVolumeMapper(assembled, pv.source().session())
            .map(parsed.logicalVolumes().values().iterator().next())
            .source();
    assertThat(lv.size()).isEqualTo(count * 4096L);
    for (int i : new int[] {0, 1, 31, 32, 33, 50_000, count - 1}) {
      assertThat(lv.readBytes(i * 4096L, 4096)).containsOnly(i % 32);
    }
    assertThat(lv.readBytes(4090, 12)).containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1);
  }

  private static final List<int[]> METADATA =
      List.of(
          new int[] {LvmDisk.LABEL, LvmDisk.LABEL + 160},
          new int[] {LvmDisk.AREA, LvmDisk.AREA + 64},
          new int[] {LvmDisk.AREA + 512, LvmDisk.AREA + 4000});

  private static void readAll(byte[] image, ReadSession session) throws IOException {
    VolumeLayout layout = VolumeSystems.scan(List.of(Disks.memory("/dev/sda", image, session)));
    assertThat(layout.volumes().size() + layout.members().size()).isPositive();
    for (Volume volume : layout.volumes()) {
      readSome(volume.source(), 0);
      readSome(volume.source(), volume.source().size() - 1);
      readSome(volume.source(), volume.source().size() / 2);
    }
  }

  private static void readSome(BlockSource source, long offset) throws IOException {
    try {
      source.readBytes(offset, (int) Math.min(100_000, source.size() - offset));
      source.extentAt(offset);
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Test
  void survivesMutations() {
    Mutations.run(disk(), METADATA, LvmBoundsTest::readAll);
  }

  @Test
  void survivesMutationsBehindChecksums() {
    Mutations.run(
        disk(),
        METADATA,
        (image, session) -> {
          LvmDisk.seal(image);
          readAll(image, session);
        });
  }

  @Test
  void endsInAValueAtEveryLength() throws IOException {
    byte[] disk = disk();
    for (int length = 0; length < disk.length; length += length < 9000 ? 97 : 4001) {
      readAll(Arrays.copyOf(disk, length), Sources.session());
    }
  }
}
