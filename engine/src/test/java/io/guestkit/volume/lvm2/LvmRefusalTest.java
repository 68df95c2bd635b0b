package io.guestkit.volume.lvm2;

import static io.guestkit.volume.lvm2.LvmDisk.group;
import static io.guestkit.volume.lvm2.LvmDisk.id;
import static io.guestkit.volume.lvm2.LvmDisk.linear;
import static io.guestkit.volume.lvm2.LvmDisk.segment;
import static io.guestkit.volume.lvm2.LvmDisk.volume;
import static io.guestkit.volume.lvm2.LvmScans.STRIPED;
import static io.guestkit.volume.lvm2.LvmScans.bytes;
import static io.guestkit.volume.lvm2.LvmScans.extents;
import static io.guestkit.volume.lvm2.LvmScans.messages;
import static io.guestkit.volume.lvm2.LvmScans.scan;
import static io.guestkit.volume.lvm2.LvmScans.scanVolumes;
import static io.guestkit.volume.lvm2.LvmScans.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.volume.Disks;
import io.guestkit.volume.Volume;
import io.guestkit.volume.VolumeLayout;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups and volumes that contradict themselves; the others are read. */
class LvmRefusalTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "start_extent = 1 extent_count = 1 " + STRIPED,
        "start_extent = 0 extent_count = 0 " + STRIPED,
        "start_extent = 0 extent_count = 9223372036854775807 " + STRIPED,
        "start_extent = 0 extent_count = 9223372036854775808 " + STRIPED,
        "start_extent = -1 extent_count = 1 " + STRIPED,
        "start_extent = 0 extent_count = 1 type = \"striped\" stripe_count = 4294967296 stripes = [\"pv0\", 0]",
        "start_extent = 0 extent_count = 1 type = \"striped\" stripe_count = 0 stripes = []",
        "start_extent = 0 extent_count = 1 type = \"striped\" stripe_count = 1 stripes = [\"pv0\"]",
        "start_extent = 0 extent_count = 1 type = \"striped\" stripe_count = 1 stripes = [0, \"pv0\"]",
        "start_extent = 0 extent_count = 1 type = \"striped\" stripe_count = 1 stripes = [\"pv0\", -1]",
        "start_extent = 0 extent_count = 1 type = \"striped\" stripe_count = 2 stripe_size = 8 stripes = [\"pv0\", 0, \"pv0\", 1]",
        "start_extent = 0 extent_count = 2 type = \"striped\" stripe_count = 2 stripes = [\"pv0\", 0, \"pv0\", 1]",
        "start_extent = 0 extent_count = 2 type = \"striped\" stripe_count = 2 stripe_size = 3 stripes = [\"pv0\", 0, \"pv0\", 1]",
        "start_extent = 0 extent_count = 1",
        "start_extent = 0 extent_count = 1 type = 1",
        "start_extent = 0 extent_count = 1 type = \"raid1\" device_count = 2 raids = [\"a\", \"b\"]",
        "start_extent = 0 extent_count = 1 type = \"raid1\" device_count = 1 raids = [\"a\", 1]",
        "start_extent = 0 extent_count = 1 type = \"mirror\" mirrors = []",
        "start_extent = 0 extent_count = 1 type = \"cache\"",
        "start_extent = 0 extent_count = 1 type = \"raid1\" device_count = 257 raids = [\"a\", \"b\"]",
      })
  void reportsAVolumeThatContradictsItselfAndReadsTheOthers(String segment) throws IOException {
    boolean isRefused = !segment.contains("9223372036854775808");
    VolumeLayout layout = scanVolumes(volume("bad", segment) + linear("good", "pv0", 1, 1));
    assertThat(Disks.devices(layout)).isEqualTo(isRefused ? List.of("/dev/vg/good") : List.of());
    assertThat(layout.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.kind()).isEqualTo("corrupt"))
        .satisfies(p -> assertThat(p.device()).isEqualTo(isRefused ? "/dev/vg/bad" : "/dev/sda"))
        .satisfies(p -> assertThat(p.message()).contains("LVM metadata of /dev/sda at offset"));
  }

  @Test
  void refusesAWrongCountOfSegments() throws IOException {
    String two = volume("bad", segment(0, 1, STRIPED), segment(0, 1, STRIPED));
    assertThat(messages(scanVolumes(two)))
        .singleElement()
        .asString()
        .endsWith("vg/logical_volumes/bad: a segment starts at extent 0, not 1");
    String counted =
        volume("bad", segment(0, 1, STRIPED)).replace("segment_count = 1", "segment_count = 7");
    assertThat(messages(scanVolumes(counted)))
        .singleElement()
        .asString()
        .endsWith("segment_count: 1 segments are there");
  }

  @Test
  void failsWhereAVolumeLiesOnWhatIsNotThere() throws IOException {
    VolumeLayout layout =
        scanVolumes(
            linear("past", "pv0", 31, 2)
                + linear("nowhere", "pv7", 0, 1)
                + linear("beyond", "past", 1, 2)
                + volume(
                    "partly", segment(0, 1, STRIPED), segment(1, 2, STRIPED.replace("0]", "31]"))));
    for (String name : List.of("past", "nowhere", "beyond")) {
      BlockSource source = source(layout, "/dev/vg/" + name);
      assertThatExceptionOfType(CorruptImageException.class)
          .isThrownBy(() -> bytes(source))
          .withMessageContaining("/dev/vg/");
    }
    BlockSource partly = source(layout, "/dev/vg/partly");
    assertThat(partly.readBytes(0, 4096)).containsOnly(0);
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> partly.readBytes(4095, 2));
  }

  @Test
  void endsWhereVolumesLieOnThemselves() throws IOException {
    StringBuilder chain = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      chain.append(linear("c" + i, "c" + (i + 1), 0, 1));
    }
    VolumeLayout layout =
        scanVolumes(
            linear("self", "self", 0, 1)
                + linear("a", "b", 0, 1)
                + linear("b", "a", 0, 1)
                + volume(
                    "raid",
                    segment(
                        0,
                        1,
                        "type = \"raid1\" device_count = 2 raids = [\"raid\", \"raid\", \"raid\", \"raid\"]"))
                + chain);
    assertThat(layout.volumes()).hasSize(64);
    for (Volume volume : layout.volumes()) {
      assertThatExceptionOfType(ImageException.class)
          .isThrownBy(() -> volume.source().readBytes(0, 1));
    }
  }

  @Test
  void tellsOfExtentsThatTwoVolumesShare() throws IOException {
    VolumeLayout layout = scanVolumes(linear("x", "pv0", 1, 4) + linear("y", "pv0", 3, 4));
    assertThat(layout.volumes()).hasSize(2);
    assertThat(messages(layout))
        .containsExactly("vg: logical volumes x and y share extent 3 of pv0");
    assertThat(layout.volumeGroups().getFirst().freeExtentCount()).isEqualTo(24);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "..", ".", "-x", "a\u0001b", "ümlaut", "x*"})
  void makesNoDeviceOfANameThatLvmDoesNotAllow(String name) throws IOException {
    VolumeLayout layout = scanVolumes(linear(name, "pv0", 1, 1) + linear("good", "pv0", 2, 1));
    assertThat(Disks.devices(layout)).containsExactly("/dev/vg/good");
    assertThat(messages(layout))
        .singleElement()
        .asString()
        .contains("name that LVM does not allow")
        .doesNotContain("\u0001");
    layout = scan(LvmDisk.of(id('a'), group(name, 1, "")).build());
    assertThat(layout.volumeGroups()).isEmpty();
    assertThat(messages(layout)).singleElement().asString().contains("volume group");
  }

  @Test
  void readsTheFirstOfTwoVolumesOfOneName() throws IOException {
    VolumeLayout layout = scanVolumes(linear("x", "pv0", 1, 1) + linear("x", "pv0", 2, 1));
    assertThat(extents(source(layout, "/dev/vg/x"))).containsExactly(1);
    assertThat(messages(layout)).singleElement().asString().contains("two logical volumes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"thin", "vdo", "raid5_ls", "integrity", "striped+NEW", "unheard-of"})
  void namesTypesThatAreNotRead(String type) throws IOException {
    String rest =
        "type = \""
            + type
            + "\" origin = \"x\" device_count = 1 raids = [\"x\", \"x\"]"
            + " stripe_count = 1 stripes = [\"pv0\", 0]";
    VolumeLayout layout = scanVolumes(volume("x", segment(0, 3, rest)));
    String base = type.equals("striped+NEW") ? "striped" : type;
    BlockSource source = source(layout, "/dev/vg/x");
    assertThat(source.size()).isEqualTo(3 * LvmDisk.EXTENT);
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> source.readBytes(0, 1))
        .withMessage("/dev/vg/x is a logical volume of type %s, which is not read", base);
    assertThat(layout.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contents = \"Text Format Volume Group\"|contents = \"x\"",
        "contents = \"Text Format Volume Group\"|",
        "version = 1|version = 2",
        "vg {|vg {} vg {",
        "seqno = 3|seqno = -1",
        "seqno = 3|seqno = \"3\"",
        "seqno = 3|",
        "extent_size = 8|extent_size = 0",
        "extent_size = 8|extent_size = 4294967296",
        "pe_count = 32|pe_count = 9223372036854775807",
        "pe_count = 32|pe_count = -1",
        "pe_start = 256|pe_start = 9223372036854775807",
        "physical_volumes|unphysical_volumes",
        "gggggggggggggggg|gggg gggg",
        "[\"ALLOCATABLE\"]|[1]",
        "}|",
        "}|}}",
      })
  void reportsAGroupThatContradictsItself(String change) throws IOException {
    String[] parts = change.split("\\|", -1);
    String text = group("vg", 3, linear("lv", "pv0", 1, 1)).replace(parts[0], parts[1]);
    VolumeLayout layout = scan(LvmDisk.of(id('a'), text).build());
    assertThat(layout.volumeGroups()).isEmpty();
    assertThat(layout.members()).hasSize(1);
    assertThat(layout.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.kind()).isEqualTo("corrupt"))
        .satisfies(p -> assertThat(p.device()).isEqualTo("/dev/sda"))
        .satisfies(p -> assertThat(p.message()).startsWith("LVM metadata of /dev/sda at offset"));
  }
}
