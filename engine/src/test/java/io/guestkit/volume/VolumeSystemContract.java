package io.guestkit.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.ImageException;
import io.guestkit.block.ReadSession;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every volume system holds to that divides whole disks. */
public abstract class VolumeSystemContract {

  /** Returns the system. */
  protected abstract VolumeSystem system();

  /** Returns a disk of this system, small and with at least one volume on it. */
  protected abstract byte[] disk();

  /** Returns the ranges of the disk that hold metadata. */
  protected abstract List<int[]> metadata();

  @Test
  void hasAName() {
    assertThat(system().name()).isNotBlank();
  }

  @Test
  void matchesItsDisk() throws IOException {
    assertThat(system().matches(Disks.memory(disk()))).isTrue();
  }

  @Test
  void doesNotMatchWhatIsNotItsOwn() throws IOException {
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    for (byte[] other :
        List.of(new byte[0], new byte[1], new byte[511], new byte[512], new byte[1 << 20], noise)) {
      assertThat(system().matches(Disks.memory(other))).as("%d bytes", other.length).isFalse();
    }
  }

  @Test
  void looksForTablesOnWholeDisksOnly() throws IOException {
    Volume disk = Disks.memory(disk());
    assertThat(system().matches(new Volume("/dev/sda1", "partition", disk.source(), null)))
        .isFalse();
  }

  @Test
  void opensSeveralDisksTogether() throws IOException {
    ReadSession session = Sources.session();
    VolumeLayout one = system().open(List.of(Disks.memory(disk())));
    VolumeLayout both =
        system()
            .open(
                List.of(
                    Disks.memory("/dev/sda", disk(), session),
                    Disks.memory("/dev/sdb", disk(), session)));

    assertThat(both.volumes()).hasSize(2 * one.volumes().size());
    assertThat(both.partitionTables()).hasSize(2 * one.partitionTables().size());
    assertThat(Disks.devices(both))
        .filteredOn(device -> device.startsWith("/dev/sdb"))
        .hasSize(one.volumes().size());
  }

  @Test
  void givesEachVolumeItsOwnBytes() throws IOException {
    byte[] bytes = disk();
    for (Volume volume : system().open(List.of(Disks.memory(bytes))).volumes()) {
      var partition = volume.partition();
      int start = partition == null ? 0 : (int) partition.startBytes();
      int size = (int) volume.source().size();
      assertThat(volume.source().name()).isEqualTo(volume.device());
      assertThat(volume.source().readBytes(0, size))
          .isEqualTo(Arrays.copyOfRange(bytes, start, start + size));
    }
  }

  @Test
  void endsInAValueOrAnImageExceptionAtEveryLength() throws IOException {
    byte[] bytes = disk();
    for (int[] range : metadata()) {
      for (int end = range[0]; end <= range[1]; end += 41) {
        Volume cut = Disks.memory(Arrays.copyOf(bytes, end));
        VolumeLayout layout = VolumeSystems.scan(List.of(cut));
        assertThat(layout.volumes()).as("cut at %d", end).isNotEmpty();
        try {
          system().open(List.of(cut));
        } catch (ImageException e) {
          assertThat(e).hasMessageContaining("/dev/sda");
        }
      }
    }
  }

  @Test
  void survivesMutations() {
    Mutations.run(
        disk(),
        metadata(),
        (image, session) -> {
          VolumeLayout layout =
              VolumeSystems.scan(List.of(Disks.memory("/dev/sda", image, session)));
          assertThat(layout.volumes()).isNotEmpty();
          for (Volume volume : layout.volumes()) {
            volume.source().readBytes(volume.source().size() - 1, 1);
            volume.source().readBytes(0, 1);
          }
        });
  }
}
