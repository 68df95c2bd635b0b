package io.guestkit.volume.lvm2;

import static io.guestkit.volume.lvm2.LvmDisk.group;
import static io.guestkit.volume.lvm2.LvmDisk.id;
import static io.guestkit.volume.lvm2.LvmDisk.linear;
import static io.guestkit.volume.lvm2.LvmDisk.physical;
import static io.guestkit.volume.lvm2.LvmDisk.segment;
import static io.guestkit.volume.lvm2.LvmDisk.volume;
import static io.guestkit.volume.lvm2.LvmScans.bytes;
import static io.guestkit.volume.lvm2.LvmScans.disk;
import static io.guestkit.volume.lvm2.LvmScans.extents;
import static io.guestkit.volume.lvm2.LvmScans.hidden;
import static io.guestkit.volume.lvm2.LvmScans.messages;
import static io.guestkit.volume.lvm2.LvmScans.scan;
import static io.guestkit.volume.lvm2.LvmScans.scanVolumes;
import static io.guestkit.volume.lvm2.LvmScans.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.report.Problem;
import io.guestkit.report.VolumeGroupInfo;
import io.guestkit.volume.Disks;
import io.guestkit.volume.Volume;
import io.guestkit.volume.VolumeLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Groups built in code: how they are found and put together, what is missing or there twice. */
class LvmSystemTest {
  @Test
  void hasTheNameThatBlkidGivesIt() {
    assertThat(new LvmSystem().name()).isEqualTo("LVM2_member");
  }

  @Test
  void doesNotMatchWhatIsNotItsOwn() throws IOException {
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    for (byte[] other : List.of(new byte[0], new byte[511], new byte[1 << 20], noise)) {
      assertThat(new LvmSystem().matches(Disks.memory(other))).isFalse();
    }
  }

  @Test
  void readsVolumesOfManyKinds() throws IOException {
    VolumeLayout layout = scan(disk());
    assertThat(layout.problems()).isEmpty();
    assertThat(Disks.devices(layout))
        .containsExactly("/dev/vg/four", "/dev/vg/one", "/dev/vg/three", "/dev/vg/two");
    assertThat(layout.volumes())
        .allSatisfy(volume -> assertThat(volume.type()).isEqualTo("lvm"))
        .allSatisfy(v -> assertThat(v.mapperId()).isEqualTo("LVM-" + id('g') + id('v')));
    assertThat(layout.members()).extracting(Volume::device).containsExactly("/dev/sda");
    assertThat(extents(source(layout, "/dev/vg/one"))).containsExactly(3, 4);
    assertThat(extents(source(layout, "/dev/vg/three"))).containsExactly(27, 28);
    assertThat(extents(source(layout, "/dev/vg/four"))).containsExactly(24);
    byte[] two = bytes(source(layout, "/dev/vg/two"));
    for (int at = 0; at < two.length; at += 1024) {
      int row = at / 2048;
      int expected = at >= 4 * 4096 ? 20 : (at / 1024 % 2 == 0 ? 8 : 12) + row / 4;
      assertThat(two[at]).as("at %d", at).isEqualTo((byte) expected);
    }
  }

  @Test
  void readsALinearVolumeAsASliceOfItsDisk() throws IOException {
    BlockSource one = source(scan(disk()), "/dev/vg/one");
    assertThat(one.getClass().getSimpleName()).isEqualTo("SliceSource");
  }

  @Test
  void readsTheSecondAreaWhereTheFirstIsDamaged() throws IOException {
    LvmDisk disk =
        LvmDisk.of(
            id('a'),
            group("vg", 1, linear("old", "pv0", 1, 1)),
            group("vg", 1, linear("lv", "pv0", 1, 1)));
    disk.bytes.put(LvmDisk.AREA + 700, (byte) 1);
    VolumeLayout layout = scan(disk.build());
    assertThat(Disks.devices(layout)).containsExactly("/dev/vg/lv");
    assertThat(messages(layout))
        .singleElement()
        .asString()
        .startsWith("LVM metadata of /dev/sda at offset 4608: checksum");
  }

  @Test
  void readsTheNewestTextOfAllAreas() throws IOException {
    LvmDisk disk =
        LvmDisk.of(
            id('a'),
            group("vg", 8, linear("new", "pv0", 1, 1)),
            group("vg", 7, linear("old", "pv0", 1, 1)));
    VolumeLayout layout = scan(disk.build());
    assertThat(Disks.devices(layout)).containsExactly("/dev/vg/new");
    assertThat(layout.problems()).isEmpty();
  }

  @Test
  void readsATextThatGoesAroundTheArea() throws IOException {
    LvmDisk disk = LvmDisk.of(id('a'), "");
    disk.metadataAt(0, LvmDisk.AREA_SIZE - 100, group("vg", 8, linear("lv", "pv0", 1, 1)));
    assertThat(Disks.devices(scan(disk.build()))).containsExactly("/dev/vg/lv");
  }

  @Test
  void findsPhysicalVolumesWithoutMetadataByTheirIdentifier() throws IOException {
    String both = physical("pv0", id('a')) + physical("pv1", id('b'));
    String text = group("vg", 'g', 1, both, linear("lv", "pv1", 5, 1));
    for (byte[][] disks :
        new byte[][][] {
          {LvmDisk.of(id('a'), text).build(), LvmDisk.withoutMetadata(id('b')).build()},
          {LvmDisk.withoutMetadata(id('b')).build(), LvmDisk.of(id('a'), text).build()}
        }) {
      VolumeLayout layout = scan(disks);
      assertThat(extents(source(layout, "/dev/vg/lv"))).containsExactly(5);
      assertThat(layout.problems()).isEmpty();
    }
  }

  @Test
  void leavesAPhysicalVolumeAloneThatBelongsToNoGroup() throws IOException {
    VolumeLayout layout = scan(LvmDisk.withoutMetadata(id('b')).build());
    assertThat(layout.volumes()).isEmpty();
    assertThat(layout.members()).hasSize(1);
    assertThat(layout.volumeGroups()).isEmpty();
    assertThat(layout.problems()).isEmpty();
  }

  @Test
  void keepsAVolumeWhoseLabelIsDamaged() throws IOException {
    byte[] disk = disk();
    disk[LvmDisk.LABEL + 300] = 1;
    VolumeLayout layout = scan(disk);
    assertThat(Disks.devices(layout)).containsExactly("/dev/sda");
    assertThat(messages(layout)).singleElement().asString().contains("LVM label of /dev/sda");
  }

  @Test
  void givesThePhysicalVolumeToTheGroupThatItNamesItself() throws IOException {
    String both = physical("pv0", id('a')) + physical("pv1", id('b'));
    byte[] left = LvmDisk.of(id('a'), group("old", 'g', 3, both, "")).build();
    String own = group("new", 'h', 1, physical("pv0", id('b')), linear("lv", "pv0", 2, 1));
    VolumeLayout layout = scan(left, LvmDisk.of(id('b'), own).build());
    assertThat(Disks.devices(layout)).containsExactly("/dev/new/lv");
    assertThat(layout.volumeGroups().getFirst().physicalVolumes().get(1).missing()).isTrue();
    assertThat(messages(layout)).singleElement().asString().contains("is missing");
  }

  @Test
  void namesTheSecondOfTwoGroupsOfOneNameByItsIdentifier() throws IOException {
    String second = group("vg", 'h', 9, physical("pv0", id('b')), linear("lv", "pv0", 2, 1));
    VolumeLayout layout = scan(disk(), LvmDisk.of(id('b'), second).build());
    String folder = "/dev/vg-hhhhhh-hhhh-hhhh-hhhh-hhhh-hhhh-hhhhhh";
    assertThat(Disks.devices(layout)).contains("/dev/vg/one", folder + "/lv");
    assertThat(extents(source(layout, folder + "/lv"))).containsExactly(2);
    assertThat(layout.volumeGroups()).extracting(VolumeGroupInfo::name).containsExactly("vg", "vg");
    assertThat(messages(layout)).singleElement().asString().startsWith("two volume groups");
  }

  @Test
  void usesOneOfTwoCopiesOfAPhysicalVolume() throws IOException {
    VolumeLayout layout = scan(disk(), disk());
    assertThat(layout.volumes()).hasSize(4);
    assertThat(messages(layout))
        .containsExactly("/dev/sdb is a copy of the physical volume on /dev/sda, which is used");
    byte[] newer = LvmDisk.of(id('a'), group("vg", 4, linear("lv", "pv0", 1, 1))).build();
    layout = scan(disk(), newer);
    assertThat(Disks.devices(layout)).containsExactly("/dev/vg/lv");
    assertThat(messages(layout))
        .containsExactly("/dev/sda is a copy of the physical volume on /dev/sdb, which is used");
  }

  @Test
  void tellsOfTwoTextsWithOneSequenceNumber() throws IOException {
    String both = physical("pv0", id('a')) + physical("pv1", id('b'));
    VolumeLayout layout =
        scan(
            LvmDisk.of(id('a'), group("vg", 'g', 1, both, linear("x", "pv0", 1, 1))).build(),
            LvmDisk.of(id('b'), group("vg", 'g', 1, both, linear("y", "pv0", 1, 1))).build());
    assertThat(Disks.devices(layout)).containsExactly("/dev/vg/x");
    assertThat(messages(layout)).singleElement().asString().contains("the first is read");
  }

  @Test
  void readsADiskThatWasCutOffAsFarAsItGoes() throws IOException {
    byte[] disk =
        LvmDisk.of(
                id('a'), group("vg", 1, linear("lv", "pv0", 4, 8) + linear("gone", "pv0", 20, 1)))
            .build();
    VolumeLayout layout = scan(Arrays.copyOf(disk, LvmDisk.DATA + 10 * LvmDisk.EXTENT));
    BlockSource lv = source(layout, "/dev/vg/lv");
    assertThat(lv.size()).isEqualTo(8 * LvmDisk.EXTENT);
    assertThat(lv.readBytes(5 * LvmDisk.EXTENT, 4096)).containsOnly(9);
    assertThat(lv.extentAt(0).length()).isEqualTo(6 * LvmDisk.EXTENT);
    assertThat(lv.extentAt(6 * LvmDisk.EXTENT).length()).isEqualTo(2 * LvmDisk.EXTENT);
    for (BlockSource source : List.of(lv, source(layout, "/dev/vg/gone"))) {
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> source.readBytes(source.size() - 1, 1));
    }
    assertThat(messages(layout)).singleElement().asString().contains("read as far as that");
  }

  @Test
  void readsNoOriginThatASnapshotIsMergedInto() throws IOException {
    String tie = "type = \"snapshot\" chunk_size = 8 origin = \"lv\" merging_store = \"cow\"";
    VolumeLayout layout =
        scanVolumes(
            linear("lv", "pv0", 1, 2)
                + hidden("cow", 4, 1)
                + volume("snapshot0", segment(0, 2, tie)));
    assertThat(Disks.devices(layout)).containsExactly("/dev/vg/cow", "/dev/vg/lv");
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> source(layout, "/dev/vg/lv").readBytes(0, 1));
  }

  @Test
  void opensAPhysicalVolumeOnALogicalVolume() throws IOException {
    byte[] inner = disk();
    for (int depth = 0; depth < 3; depth++) {
      inner = nested(inner, depth);
    }
    VolumeLayout layout = scan(inner);
    assertThat(Disks.devices(layout))
        .containsExactly("/dev/vg/four", "/dev/vg/one", "/dev/vg/three", "/dev/vg/two");
    assertThat(extents(source(layout, "/dev/vg/one"))).containsExactly(3, 4);
    assertThat(layout.members())
        .extracting(Volume::device)
        .containsExactly("/dev/sda", "/dev/out2/lv", "/dev/out1/lv", "/dev/out0/lv");
    for (int depth = 3; depth < 12; depth++) {
      inner = nested(inner, depth);
    }
    layout = scan(inner);
    assertThat(layout.problems()).singleElement().extracting(Problem::kind).isEqualTo("limit");
  }

  /** Returns a disk whose only volume holds another disk. */
  private static byte[] nested(byte[] inner, int depth) {
    int extents = inner.length / LvmDisk.EXTENT;
    String text =
        group("out" + depth, 'g', 1, physical("pv0", id('a')), linear("lv", "pv0", 0, extents))
            .replace("pe_count = 32", "pe_count = " + extents);
    byte[] outer = LvmDisk.of(id('a'), text).build();
    byte[] disk = Arrays.copyOf(outer, LvmDisk.DATA + inner.length);
    System.arraycopy(inner, 0, disk, LvmDisk.DATA, inner.length);
    return disk;
  }

  @Test
  void looksInPartitionsAndLeavesThoseAloneThatOnlySayLvm() throws IOException {
    byte[] inner = disk();
    ByteBuffer disk = ByteBuffer.allocate((1 << 20) + inner.length).order(ByteOrder.LITTLE_ENDIAN);
    disk.putShort(0x1fe, (short) 0xaa55);
    disk.put(0x1be + 4, (byte) 0x8e).putInt(0x1be + 8, 512).putInt(0x1be + 12, 1024);
    disk.put(0x1ce + 4, (byte) 0x8e).putInt(0x1ce + 8, 2048).putInt(0x1ce + 12, inner.length / 512);
    disk.put(1 << 20, inner);
    VolumeLayout layout = scan(disk.array());
    assertThat(Disks.devices(layout)).startsWith("/dev/sda1", "/dev/vg/four");
    assertThat(layout.volumeGroups().getFirst().physicalVolumes().getFirst().device())
        .isEqualTo("/dev/sda2");
    assertThat(layout.problems()).isEmpty();
  }
}
