package io.guestkit.volume.lvm2;

import static io.guestkit.volume.lvm2.LvmDisk.group;
import static io.guestkit.volume.lvm2.LvmDisk.id;
import static io.guestkit.volume.lvm2.LvmDisk.linear;
import static io.guestkit.volume.lvm2.LvmDisk.segment;
import static io.guestkit.volume.lvm2.LvmDisk.volume;
import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.BlockSource;
import io.guestkit.block.ReadSession;
import io.guestkit.report.Problem;
import io.guestkit.testing.Sources;
import io.guestkit.volume.Disks;
import io.guestkit.volume.Volume;
import io.guestkit.volume.VolumeLayout;
import io.guestkit.volume.VolumeSystems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Scans of disks built in code, and what they give. */
final class LvmScans {
  static final String STRIPED = "type = \"striped\" stripe_count = 1 stripes = [\"pv0\", 0]";

  static VolumeLayout scan(byte[]... disks) throws IOException {
    ReadSession session = Sources.session();
    List<Volume> volumes = new ArrayList<>();
    for (byte[] disk : disks) {
      String device = "/dev/sd" + (char) ('a' + volumes.size());
      volumes.add(Disks.memory(device, disk, session));
    }
    return VolumeSystems.scan(volumes);
  }

  static VolumeLayout scanVolumes(String volumes) throws IOException {
    return scan(LvmDisk.of(id('a'), group("vg", 1, volumes)).build());
  }

  static List<String> messages(VolumeLayout layout) {
    return layout.problems().stream().map(Problem::message).toList();
  }

  static BlockSource source(VolumeLayout layout, String device) {
    return layout.volumes().stream()
        .filter(volume -> volume.device().equals(device))
        .findFirst()
        .orElseThrow()
        .source();
  }

  static byte[] bytes(BlockSource source) throws IOException {
    return source.readBytes(0, (int) source.size());
  }

  /** Returns the number of each extent. */
  static List<Integer> extents(BlockSource source) throws IOException {
    List<Integer> extents = new ArrayList<>();
    byte[] bytes = bytes(source);
    for (int at = 0; at < bytes.length; at += LvmDisk.EXTENT) {
      extents.add((int) bytes[at]);
      for (int i = 1; i < LvmDisk.EXTENT; i++) {
        assertThat(bytes[at + i]).isEqualTo(bytes[at]);
      }
    }
    return extents;
  }

  static byte[] disk() {
    return LvmDisk.of(
            id('a'),
            group(
                "vg",
                3,
                linear("one", "pv0", 3, 2)
                    + volume(
                        "two",
                        segment(
                            0,
                            4,
                            "type = \"striped\" stripe_count = 2 stripe_size = 2 stripes = [\"pv0\", 8, \"pv0\", 12]"),
                        segment(
                            4, 1, "type = \"striped\" stripe_count = 1 stripes = [\"pv0\", 20]"))
                    + volume(
                        "three",
                        segment(
                            0,
                            2,
                            "type = \"raid1\" device_count = 2 raids = [\"m0\", \"i0\", \"m1\", \"i1\"]"))
                    + volume(
                        "four",
                        segment(
                            0,
                            1,
                            "type = \"mirror\" mirror_count = 2 mirrors = [\"pv0\", 24, \"pv0\", 25]"))
                    + hidden("m0", 26, 1)
                    + hidden("i0", 27, 2)
                    + hidden("m1", 29, 1)
                    + hidden("i1", 30, 2)))
        .build();
  }

  static String hidden(String name, int start, int count) {
    return linear(name, "pv0", start, count).replace(", \"VISIBLE\"", "");
  }

  private LvmScans() {}
}
