package io.guestkit.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worklist, with systems that claim disks by their name. */
class VolumeScanTest {

  /** Claims what its prefix names; each volume becomes one inner volume. */
  private record Nesting(String prefix, List<String> asked) implements VolumeSystem {
    @Override
    public String name() {
      return prefix;
    }

    @Override
    public boolean matches(Volume volume) throws IOException {
      asked.add(volume.device());
      return volume.device().startsWith(prefix);
    }

    @Override
    public VolumeLayout open(List<Volume> members) throws IOException {
      List<Volume> volumes = new ArrayList<>();
      for (Volume member : members) {
        volumes.add(
            new Volume(member.device().substring(prefix.length()), "x", member.source(), null));
      }
      return VolumeLayout.ofPartitions(List.of(), volumes, List.of());
    }
  }

  /** Fails where it should open. */
  private record Failing(IOException failure) implements VolumeSystem {
    @Override
    public String name() {
      return "failing";
    }

    @Override
    public boolean matches(Volume volume) {
      return volume.isPartitionable();
    }

    @Override
    public VolumeLayout open(List<Volume> members) throws IOException {
      throw failure;
    }
  }

  /** Fails where it should look. */
  private record Blind(IOException failure) implements VolumeSystem {
    @Override
    public String name() {
      return "blind";
    }

    @Override
    public boolean matches(Volume volume) throws IOException {
      throw failure;
    }

    @Override
    public VolumeLayout open(List<Volume> members) {
      return VolumeLayout.ofPartitions(List.of(), List.of(), List.of());
    }
  }

  /** Divides each disk whose name starts so into two partitions. */
  private record Halving(String prefix) implements VolumeSystem {
    @Override
    public String name() {
      return "halving";
    }

    @Override
    public boolean matches(Volume volume) {
      return volume.isPartitionable() && volume.device().startsWith(prefix);
    }

    @Override
    public VolumeLayout open(List<Volume> members) throws IOException {
      return PartitionTables.open(
          members,
          disk -> {
            List<PartitionInfo> parts = new ArrayList<>();
            for (int number = 1; number <= 2; number++) {
              parts.add(
                  new PartitionInfo(
                      PartitionTables.device(disk.device(), number),
                      number,
                      (number - 1) * 512L,
                      512,
                      "",
                      null,
                      null,
                      null,
                      false));
            }
            return new PartitionTable(
                new PartitionTableInfo(disk.device(), name(), null, 512, parts), parts, List.of());
          });
    }
  }

  private static Volume disk(String device) {
    return Disks.memory(device, new byte[1024], Sources.session());
  }

  private static VolumeLayout scan(List<Volume> disks, VolumeSystem... systems) throws IOException {
    return VolumeSystems.scan(disks, List.of(systems));
  }

  @Test
  void returnsDisksThatNoSystemClaims() throws IOException {
    VolumeLayout layout = scan(List.of(disk("/dev/sda")), new Halving("/dev/sdb"));
    assertThat(Disks.devices(layout)).containsExactly("/dev/sda");
  }

  @Test
  void opensVolumesInsideVolumes() throws IOException {
    VolumeLayout layout =
        scan(
            List.of(disk("abac")),
            new Nesting("a", new ArrayList<>()),
            new Nesting("b", new ArrayList<>()));
    assertThat(Disks.devices(layout)).containsExactly("c");
  }

  @Test
  void asksEachSystemOfEachVolumeOnce() throws IOException {
    List<String> asked = new ArrayList<>();
    scan(
        List.of(disk("x"), disk("bay")),
        new Nesting("a", asked),
        new Nesting("b", new ArrayList<>()));
    assertThat(asked).containsExactly("x", "bay", "ay", "y");
  }

  @Test
  void letsALaterSystemSeeAllItsMembersTogether() throws IOException {
    List<Integer> sizes = new ArrayList<>();
    VolumeSystem counting =
        new VolumeSystem() {
          @Override
          public String name() {
            return "counting";
          }

          @Override
          public boolean matches(Volume volume) {
            return volume.device().startsWith("pv");
          }

          @Override
          public VolumeLayout open(List<Volume> members) {
            sizes.add(members.size());
            return VolumeLayout.ofPartitions(
                List.of(),
                List.of(new Volume("lv", "x", members.getFirst().source(), null)),
                List.of());
          }
        };
    VolumeLayout layout =
        scan(
            List.of(disk("pv1"), disk("apv2"), disk("aapv3")),
            new Nesting("a", new ArrayList<>()),
            counting);
    assertThat(sizes).containsExactly(3);
    assertThat(Disks.devices(layout)).containsExactly("lv");
  }

  @Test
  void stopsAtADepth() throws IOException {
    VolumeLayout layout = scan(List.of(disk("a".repeat(20))), new Nesting("a", new ArrayList<>()));
    assertThat(Disks.devices(layout)).containsExactly("a".repeat(12));
    assertThat(layout.problems()).singleElement().extracting("kind").isEqualTo("limit");
  }

  @Test
  void keepsAVolumeThatCannotBeOpenedAndAsksTheNextSystem() throws IOException {
    VolumeLayout layout =
        scan(
            List.of(disk("/dev/sda")),
            new Failing(new CorruptImageException("table", 3, "broken")),
            new Halving("/dev/sda"));
    assertThat(Disks.devices(layout)).containsExactly("/dev/sda1", "/dev/sda2");
    assertThat(layout.problems()).hasSize(1);
    assertThat(layout.problems().getFirst().device()).isEqualTo("/dev/sda");
  }

  @Test
  void tellsOnceOfADiskThatCannotBeRead() throws IOException {
    CorruptImageException failure = new CorruptImageException("cluster", 3, "broken");
    VolumeLayout layout =
        scan(List.of(disk("/dev/sda"), disk("/dev/sdb")), new Blind(failure), new Blind(failure));
    assertThat(Disks.devices(layout)).containsExactly("/dev/sda", "/dev/sdb");
    assertThat(layout.problems()).extracting("device").containsExactly("/dev/sda", "/dev/sdb");
  }

  @Test
  void endsWithTheBudget() {
    LimitExceededException limit = new LimitExceededException("time");
    for (VolumeSystem system : List.of(new Blind(limit), new Failing(limit))) {
      assertThatExceptionOfType(LimitExceededException.class)
          .isThrownBy(() -> scan(List.of(disk("/dev/sda")), system));
    }
  }

  @Test
  void putsPartitionsAndTablesInTheOrderOfTheDisks() throws IOException {
    VolumeLayout layout =
        scan(
            List.of(disk("/dev/sda"), disk("/dev/sdb"), disk("/dev/sdc"), disk("/dev/nvme0")),
            new Halving("/dev/nvme"),
            new Halving("/dev/sdb"),
            new Halving("/dev/sda"));
    assertThat(Disks.devices(layout))
        .containsExactly(
            "/dev/sda1",
            "/dev/sda2",
            "/dev/sdb1",
            "/dev/sdb2",
            "/dev/sdc",
            "/dev/nvme0p1",
            "/dev/nvme0p2");
    assertThat(layout.partitionTables())
        .extracting("device")
        .containsExactly("/dev/sda", "/dev/sdb", "/dev/nvme0");
  }
}
