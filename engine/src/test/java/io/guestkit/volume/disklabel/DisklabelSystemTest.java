package io.guestkit.volume.disklabel;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.volume.Disks;
import io.guestkit.volume.VolumeLayout;
import io.guestkit.volume.VolumeSystem;
import io.guestkit.volume.VolumeSystemContract;
import io.guestkit.volume.VolumeSystems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DisklabelSystemTest extends VolumeSystemContract {

  @Override
  protected VolumeSystem system() {
    return new DisklabelSystem();
  }

  @Override
  protected byte[] disk() {
    return disk(d -> d.putInt(512, 0x5745_5682));
  }

  @Override
  protected List<int[]> metadata() {
    return List.of(new int[] {500, 1024});
  }

  private static byte[] disk(Consumer<ByteBuffer> label) {
    ByteBuffer disk = ByteBuffer.allocate(64 << 10);
    label.accept(disk);
    return disk.array();
  }

  private static void assertNamed(String type, Consumer<ByteBuffer> label) throws IOException {
    VolumeLayout layout = VolumeSystems.scan(List.of(Disks.memory(disk(label))));
    assertThat(Disks.devices(layout)).containsExactly("/dev/sda");
    assertThat(layout.partitionTables()).isEmpty();
    assertThat(layout.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.kind()).isEqualTo("unsupported"))
        .satisfies(problem -> assertThat(problem.message()).contains("type " + type));
  }

  @Test
  void namesTheLabel() throws IOException {
    assertNamed("bsd", d -> d.putInt(512, 0x5745_5682));
    assertNamed("mac", d -> d.putShort(0, (short) 0x4552).putShort(512, (short) 0x504d));
    assertNamed("sun", d -> d.putShort(508, (short) 0xdabe).putShort(510, (short) 0xdabe));
  }

  @Test
  void asksForTheChecksumOfSun() throws IOException {
    byte[] disk = disk(d -> d.putShort(508, (short) 0xdabe).putShort(510, (short) 0x1234));
    assertThat(new DisklabelSystem().matches(Disks.memory(disk))).isFalse();
  }
}
