package io.guestkit.volume.gpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.BlockCache;
import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.ReadSession;
import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.report.Problem;
import io.guestkit.testing.Sources;
import io.guestkit.volume.Disks;
import io.guestkit.volume.VolumeLayout;
import io.guestkit.volume.VolumeSystem;
import io.guestkit.volume.VolumeSystemContract;
import io.guestkit.volume.VolumeSystems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GptSystemTest extends VolumeSystemContract {
  private static final int BLOCKS = 200;

  @Override
  protected VolumeSystem system() {
    return new GptSystem();
  }

  @Override
  protected byte[] disk() {
    return twoPartitions().build();
  }

  @Override
  protected List<int[]> metadata() {
    return List.of(
        new int[] {0x1be, 512 + 92},
        new int[] {1024, 1024 + 256},
        new int[] {BLOCKS * 512 - 512, BLOCKS * 512});
  }

  private static GptDisk twoPartitions() {
    return new GptDisk(512, BLOCKS).entry(1, 40, 49, 4, "boot").entry(3, 50, 99, 1, "");
  }

  private static VolumeLayout scan(byte[] disk) throws IOException {
    return VolumeSystems.scan(List.of(Disks.memory(disk)));
  }

  private static List<String> messages(VolumeLayout layout) {
    return layout.problems().stream().map(Problem::message).toList();
  }

  @Test
  void readsEveryField() throws IOException {
    VolumeLayout layout = scan(disk());

    PartitionTableInfo table = layout.partitionTables().getFirst();
    assertThat(table.id()).isEqualTo("33334444-2222-1111-8888-777766665555");
    assertThat(table.partitions())
        .containsExactly(
            new PartitionInfo(
                "/dev/sda1",
                1,
                40 * 512,
                10 * 512,
                GptDisk.LINUX,
                "Linux filesystem",
                "00000001-0000-0000-0000-000000000001",
                "boot",
                true),
            new PartitionInfo(
                "/dev/sda3",
                3,
                50 * 512,
                50 * 512,
                GptDisk.LINUX,
                "Linux filesystem",
                "00000003-0000-0000-0000-000000000001",
                null,
                false));
    assertThat(layout.problems()).isEmpty();
  }

  @Test
  void namesPartitionsOfADiskThatEndsInADigitWithAP() throws IOException {
    VolumeLayout layout =
        VolumeSystems.scan(List.of(Disks.memory("/dev/nvme0n1", disk(), Sources.session())));
    assertThat(Disks.devices(layout)).containsExactly("/dev/nvme0n1p1", "/dev/nvme0n1p3");
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 512, 4096})
  void readsLongEntries(int entrySize) throws IOException {
    VolumeLayout layout =
        scan(new GptDisk(512, 2000, 128, entrySize).entry(128, 1500, 1501).build());
    assertThat(Disks.rows(layout)).containsExactly("128 1500+2 " + GptDisk.LINUX);
  }

  @Test
  void readsSectorsOf4096Bytes() throws IOException {
    VolumeLayout layout = scan(new GptDisk(4096, 64).entry(1, 8, 15).build());
    assertThat(layout.partitionTables().getFirst().sectorSizeBytes()).isEqualTo(4096);
    assertThat(layout.volumes().getFirst().source().size()).isEqualTo(8 * 4096);
  }

  @Test
  void readsTheBackupOf4096ByteSectors() throws IOException {
    byte[] disk = new GptDisk(4096, 64).entry(1, 8, 15).build();
    VolumeLayout layout = scan(GptDisk.damaged(disk, d -> d.put(4096, new byte[92])));
    assertThat(layout.partitionTables().getFirst().sectorSizeBytes()).isEqualTo(4096);
    assertThat(messages(layout)).singleElement().asString().contains("backup");
  }

  @Test
  void keepsANameOfFullLengthAndReplacesUnpairedSurrogates() throws IOException {
    String full = "x".repeat(36);
    VolumeLayout layout =
        scan(
            new GptDisk(512, BLOCKS)
                .entry(1, 40, 40, 0, full)
                .entry(2, 41, 41, 0, "a\0garbage")
                .build());
    assertThat(layout.partitionTables().getFirst().partitions())
        .extracting(PartitionInfo::label)
        .containsExactly(full, "a");

    byte[] disk = new GptDisk(512, BLOCKS).entry(1, 40, 40).build();
    GptDisk.damaged(disk, d -> d.putInt(1024 + 56, 0xd800_0041));
    GptDisk.damaged(disk, d -> d.put(BLOCKS * 512 - 512, new byte[92]));
    assertThat(scan(disk).partitionTables().getFirst().partitions().getFirst().label())
        .isEqualTo("A\ufffd");
  }

  private static void assertRefused(int at, Consumer<ByteBuffer> change) {
    byte[] disk = twoPartitions().header(change).build();
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> GptHeader.read(Disks.memory(disk).source(), 512, 512))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(512 + at));
  }

  @Test
  void refusesFieldsThatContradictTheFormat() {
    assertRefused(0x00, h -> h.put(0, (byte) 'e'));
    assertRefused(0x0c, h -> h.putInt(0x0c, 91));
    assertRefused(0x0c, h -> h.putInt(0x0c, 513));
    assertRefused(0x10, h -> h.putInt(0x0c, 93));
    assertRefused(0x18, h -> h.putLong(0x18, 2));
    assertRefused(0x48, h -> h.putLong(0x48, BLOCKS));
    assertRefused(0x48, h -> h.putLong(0x48, -1));
    assertRefused(0x54, h -> h.putInt(0x54, 64));
    assertRefused(0x54, h -> h.putInt(0x54, 130));
    assertRefused(0x54, h -> h.putInt(0x54, 8192));
    assertRefused(0x50, h -> h.putInt(0x50, 8193));
    assertRefused(0x50, h -> h.putInt(0x50, -1));
  }

  @Test
  void refusesAHeaderWhoseChecksumIsWrong() {
    byte[] disk = GptDisk.damaged(disk(), d -> d.putLong(512 + 0x28, 77));
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> GptHeader.read(Disks.memory(disk).source(), 512, 512))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(512 + 0x10));
  }

  @Test
  void readsTheBackupWhereTheHeaderOrTheEntriesAreDamaged() throws IOException {
    for (int at : new int[] {512, 512 + 0x30, 1024 + 40}) {
      VolumeLayout layout = scan(GptDisk.damaged(disk(), d -> d.putLong(at, 7)));
      assertThat(Disks.rows(layout))
          .containsExactly("1 40+10 " + GptDisk.LINUX, "3 50+50 " + GptDisk.LINUX);
      assertThat(messages(layout)).singleElement().asString().endsWith("is read");
    }
  }

  @Test
  void findsTheBackupOfADiskThatWasMadeLarger() throws IOException {
    byte[] grown = java.util.Arrays.copyOf(disk(), 2 * BLOCKS * 512);
    VolumeLayout layout = scan(GptDisk.damaged(grown, d -> d.putLong(1024 + 40, 7)));
    assertThat(Disks.devices(layout)).containsExactly("/dev/sda1", "/dev/sda3");
    assertThat(messages(layout)).singleElement().asString().contains("backup");
  }

  @Test
  void readsEntriesOfAWrongChecksumWhereNoSoundCopyIsLeft() throws IOException {
    byte[] disk =
        GptDisk.damaged(
            disk(),
            d -> {
              d.putLong(1024 + 128, 1).putLong(1024 + 128 + 32, 3).putLong(1024 + 128 + 40, 2);
              d.put(BLOCKS * 512 - 512, new byte[92]);
            });
    VolumeLayout layout = scan(disk);
    assertThat(Disks.devices(layout)).containsExactly("/dev/sda1", "/dev/sda3");
    assertThat(messages(layout))
        .satisfiesExactly(
            first -> assertThat(first).contains("offset 1024").contains("read nevertheless"),
            second -> assertThat(second).contains("first block 3 after last block 2"));
    assertThat(layout.problems().get(1).device()).isEqualTo("/dev/sda2");
  }

  @Test
  void keepsTheDiskWhereNoCopyCanBeRead() throws IOException {
    byte[] disk =
        GptDisk.damaged(disk(), d -> d.putInt(512 + 0x54, 1).put(BLOCKS * 512 - 512, new byte[92]));
    VolumeLayout layout = scan(disk);
    assertThat(layout.partitionTables()).isEmpty();
    assertThat(Disks.devices(layout)).containsExactly("/dev/sda");
    assertThat(messages(layout)).singleElement().asString().contains("GPT header of /dev/sda");
  }

  @Test
  void tellsOfAProtectiveBootRecordWithoutATable() throws IOException {
    ByteBuffer disk = ByteBuffer.allocate(1 << 20).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    GptDisk.protectiveRecord(disk, 0);
    VolumeLayout layout = scan(disk.array());
    assertThat(Disks.devices(layout)).containsExactly("/dev/sda");
    assertThat(messages(layout)).singleElement().asString().contains("no signature");
  }

  @Test
  void prefersTheTableToAHybridBootRecord() throws IOException {
    byte[] disk =
        GptDisk.damaged(
            disk(),
            d -> {
              GptDisk.protectiveRecord(d, 2);
              d.put(0x1be + 4, (byte) 7).putInt(0x1be + 8, 40).putInt(0x1be + 12, 10);
            });
    VolumeLayout layout = scan(disk);
    assertThat(layout.partitionTables())
        .extracting(PartitionTableInfo::type)
        .containsExactly("gpt");
    assertThat(layout.problems()).isEmpty();
  }

  @Test
  void readsASoundTableWithoutBootRecord() throws IOException {
    VolumeLayout layout = scan(GptDisk.damaged(disk(), d -> d.put(0, new byte[512])));
    assertThat(Disks.devices(layout)).containsExactly("/dev/sda1", "/dev/sda3");
    assertThat(messages(layout)).singleElement().asString().contains("protective boot record");
  }

  @Test
  void leavesADiskAloneThatWasFormattedOverItsTable() throws IOException {
    byte[] disk =
        GptDisk.damaged(disk(), d -> d.put(0, new byte[512]).putShort(0x438, (short) 0xef53));
    VolumeLayout layout = scan(disk);
    assertThat(layout.partitionTables()).isEmpty();
    assertThat(Disks.devices(layout)).containsExactly("/dev/sda");
    assertThat(layout.problems()).isEmpty();
  }

  @Test
  void leavesADiskToItsDosTableThatWasDividedAnew() throws IOException {
    byte[] disk =
        GptDisk.damaged(
            disk(), d -> d.put(0x1be + 4, (byte) 0x83).putInt(0x1be + 8, 8).putInt(0x1be + 12, 9));
    assertThat(scan(disk).partitionTables())
        .extracting(PartitionTableInfo::type)
        .containsExactly("dos");
  }

  @Test
  void tellsOfPartitionsThatOverlapOrLeaveTheDisk() throws IOException {
    VolumeLayout layout =
        scan(
            new GptDisk(512, BLOCKS)
                .entry(1, 40, 99)
                .entry(2, 50, 60)
                .entry(3, 99, 99)
                .entry(4, 150, 250)
                .entry(5, 300, 400)
                .entry(6, 1, Long.MAX_VALUE / 512 - 1)
                .build());
    assertThat(layout.partitionTables().getFirst().partitions()).hasSize(6);
    assertThat(Disks.devices(layout))
        .containsExactly("/dev/sda1", "/dev/sda2", "/dev/sda3", "/dev/sda4", "/dev/sda6");
    assertThat(layout.volumes().get(3).source().size()).isEqualTo(50 * 512);
    assertThat(messages(layout))
        .anyMatch(m -> m.contains("partitions /dev/sda6 and /dev/sda1 overlap"))
        .anyMatch(m -> m.contains("ends past the end of /dev/sda at 102400"))
        .anyMatch(m -> m.contains("starts at 153600, past the end"));
  }

  @Test
  void keepsTheDiskWhereNoPartitionLiesOnIt() throws IOException {
    VolumeLayout layout = scan(new GptDisk(512, BLOCKS).entry(1, 300, 400).build());
    assertThat(layout.partitionTables()).hasSize(1);
    assertThat(Disks.devices(layout)).containsExactly("/dev/sda");
  }

  @Test
  void readsNoMorePartitionsThanLinux() throws IOException {
    GptDisk disk = new GptDisk(512, 1000, 300, 128);
    for (int number = 1; number <= 300; number++) {
      disk.entry(number, 500 + number, 500 + number);
    }
    VolumeLayout layout = scan(disk.build());
    assertThat(layout.volumes()).hasSize(256);
    assertThat(layout.problems()).singleElement().extracting("kind").isEqualTo("limit");
  }

  @Test
  void asksTheBudgetForTheMemoryOfTheEntries() {
    Budget small = new Budget(Duration.ofMinutes(1), 4096, 100);
    ReadSession session = ReadSession.of(small, new BlockCache(1 << 20));
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> VolumeSystems.scan(List.of(Disks.memory("/dev/sda", disk(), session))));
  }
}
