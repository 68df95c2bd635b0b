package io.guestkit.volume.mbr;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.report.Problem;
import io.guestkit.volume.Disks;
import io.guestkit.volume.VolumeLayout;
import io.guestkit.volume.VolumeSystem;
import io.guestkit.volume.VolumeSystemContract;
import io.guestkit.volume.VolumeSystems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MbrSystemTest extends VolumeSystemContract {
  private static final int SECTORS = 200;

  @Override
  protected VolumeSystem system() {
    return new MbrSystem();
  }

  @Override
  protected byte[] disk() {
    return logical().build();
  }

  @Override
  protected List<int[]> metadata() {
    return List.of(
        new int[] {0x1b8, 0x200},
        new int[] {40 * 512 + 0x1be, 41 * 512},
        new int[] {80 * 512 + 0x1be, 81 * 512});
  }

  /** sda1, the extended sda2 with sda5 and sda6, and sda4. */
  private static MbrDisk logical() {
    return new MbrDisk(512, SECTORS)
        .entry(0, 0, 0x83, 10, 20)
        .entry(0, 1, 0x05, 40, 100)
        .entry(0, 3, 0x82, 150, 10)
        .entry(40, 0, 0x83, 2, 30)
        .entry(40, 1, 0x05, 40, 50)
        .entry(80, 0, 0x8e, 3, 40);
  }

  private static VolumeLayout scan(MbrDisk disk) throws IOException {
    return VolumeSystems.scan(List.of(Disks.memory(disk.build())));
  }

  private static List<String> messages(VolumeLayout layout) {
    return layout.problems().stream().map(Problem::message).toList();
  }

  @Test
  void numbersPartitionsAsLinuxDoes() throws IOException {
    VolumeLayout layout = scan(logical());
    assertThat(Disks.rows(layout))
        .containsExactly(
            "1 10+20 0x83", "2 40+100 0x5", "4 150+10 0x82", "5 42+30 0x83", "6 83+40 0x8e");
    assertThat(Disks.devices(layout))
        .containsExactly("/dev/sda1", "/dev/sda4", "/dev/sda5", "/dev/sda6");
    assertThat(layout.problems()).isEmpty();
  }

  @Test
  void readsEveryField() throws IOException {
    MbrDisk disk = new MbrDisk(512, SECTORS).entry(0, 0, 0x8e, 10, 20);
    disk.bytes.put(0x1be, (byte) 0x80);
    PartitionTableInfo table = scan(disk).partitionTables().getFirst();
    assertThat(table)
        .isEqualTo(
            new PartitionTableInfo(
                "/dev/sda",
                "dos",
                "0000beef",
                512,
                List.of(
                    new PartitionInfo(
                        "/dev/sda1",
                        1,
                        5120,
                        10240,
                        "0x8e",
                        "Linux LVM",
                        "0000beef-01",
                        null,
                        true))));
  }

  @Test
  void givesNoIdentifiersWhereTheDiskHasNone() throws IOException {
    MbrDisk disk = new MbrDisk(512, SECTORS).entry(0, 0, 0x8e, 10, 20);
    disk.bytes.putInt(0x1b8, 0);
    PartitionTableInfo table = scan(disk).partitionTables().getFirst();
    assertThat(table.id()).isNull();
    assertThat(table.partitions().getFirst().uuid()).isNull();
  }

  @Test
  void countsPartitionNumbersInHexadecimalInIdentifiers() throws IOException {
    MbrDisk disk = new MbrDisk(512, SECTORS).entry(0, 0, 0x0f, 10, 150);
    for (int i = 0; i < 12; i++) {
      disk.entry(10 + 10 * i, 0, 0x83, 1, 5).entry(10 + 10 * i, 1, 0x05, 10L * (i + 1), 10);
    }
    disk.entry(130, 0, 0x83, 1, 5);
    assertThat(scan(disk).partitionTables().getFirst().partitions().getLast().uuid())
        .isEqualTo("0000beef-11");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x05, 0x0f, 0x85})
  void followsChainsOfEveryType(int type) throws IOException {
    VolumeLayout layout =
        scan(
            new MbrDisk(512, SECTORS)
                .entry(0, 0, type, 40, 100)
                .entry(40, 0, 0x83, 2, 30)
                .entry(40, 1, type, 40, 50)
                .entry(80, 0, 0x83, 3, 40));
    assertThat(Disks.devices(layout)).containsExactly("/dev/sda5", "/dev/sda6");
  }

  @Test
  void followsALinkInAnySlotAndSkipsLeftOverEntries() throws IOException {
    VolumeLayout layout =
        scan(
            new MbrDisk(512, SECTORS)
                .entry(0, 0, 0x05, 40, 100)
                .entry(40, 0, 0x05, 40, 50)
                .entry(80, 1, 0x83, 3, 40)
                .entry(80, 2, 0x83, 900, 40)
                .entry(80, 3, 0x83, 45, 5));
    assertThat(Disks.rows(layout)).containsExactly("1 40+100 0x5", "5 83+40 0x83", "6 125+5 0x83");
    assertThat(layout.problems()).isEmpty();
  }

  @Test
  void tellsOfAChainThatComesBack() throws IOException {
    VolumeLayout layout = scan(logical().entry(80, 1, 0x05, 0, 10));
    assertThat(Disks.devices(layout)).endsWith("/dev/sda5", "/dev/sda6");
    assertThat(messages(layout))
        .containsExactly(
            "extended boot record of /dev/sda at offset 20480: the chain comes back to this record");
  }

  @Test
  void tellsOfAChainThatBreaks() throws IOException {
    VolumeLayout unsigned = scan(logical().entry(80, 1, 0x05, 60, 10));
    assertThat(messages(unsigned))
        .containsExactly(
            "extended boot record of /dev/sda at offset 51200: no signature 0x55 0xaa");
    VolumeLayout outside = scan(logical().entry(80, 1, 0x05, 0xffff_ffffL, 10));
    assertThat(messages(outside)).singleElement().asString().contains("past the end at 102400");
    assertThat(Disks.devices(outside)).endsWith("/dev/sda5", "/dev/sda6");
  }

  @Test
  void boundsChainsWithoutPartitions() throws IOException {
    MbrDisk disk = new MbrDisk(512, 400).entry(0, 0, 0x05, 10, 300);
    for (int i = 0; i < 200; i++) {
      disk.entry(10 + i, 0, 0x05, i + 1, 1);
    }
    VolumeLayout layout = scan(disk);
    assertThat(layout.problems()).singleElement().extracting("kind").isEqualTo("limit");
  }

  @Test
  void boundsThePartitionsOfAChain() throws IOException {
    MbrDisk disk = new MbrDisk(512, 400).entry(0, 0, 0x05, 10, 380);
    for (int i = 0; i < 300; i++) {
      disk.entry(10 + i, 0, 0x83, 1, 1).entry(10 + i, 1, 0x05, i + 1, 1);
    }
    VolumeLayout layout = scan(disk);
    assertThat(layout.partitionTables().getFirst().partitions()).hasSize(256);
    assertThat(layout.problems())
        .filteredOn(problem -> problem.kind().equals("limit"))
        .singleElement()
        .extracting("message")
        .asString()
        .contains("more than 256 partitions");
  }

  @Test
  void findsSectorsOf4096BytesByTheChain() throws IOException {
    VolumeLayout layout =
        scan(
            new MbrDisk(4096, 20)
                .entry(0, 0, 0x8e, 3, 2)
                .entry(0, 1, 0x05, 8, 4)
                .entry(8, 0, 0x83, 1, 2));
    assertThat(layout.partitionTables().getFirst().sectorSizeBytes()).isEqualTo(4096);
    assertThat(Disks.rows(layout)).containsExactly("1 3+2 0x8e", "2 8+4 0x5", "5 9+2 0x83");
  }

  @ParameterizedTest
  @CsvSource({
    "512,0,XFSB", "4096,0,XFSB", "512,512,LABELONE", "4096,512,LABELONE", "4096,0,LUKS",
    "512,0,LUKS", "4096,4086,SWAPSPACE2", "4096,32769,CD001", "4096,65600,_BHRfS_M", "512,3,NTFS"
  })
  void findsTheSectorSizeByContent(int sectorSize, int at, String magic) throws IOException {
    MbrDisk disk = new MbrDisk(4096, 50).entry(0, 0, 0x83, 10, 20);
    String text =
        switch (magic) {
          case "LUKS" -> "LUKS\u00ba\u00be";
          case "LABELONE" -> "LABELONE" + "\0".repeat(16) + "LVM2 001";
          case "NTFS" -> "NTFS    ";
          default -> magic;
        };
    disk.bytes.put(10 * sectorSize + at, text.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(scan(disk).partitionTables().getFirst().sectorSizeBytes()).isEqualTo(sectorSize);
  }

  @Test
  void countsIn512BytesWhereNothingTells() throws IOException {
    VolumeLayout layout = scan(new MbrDisk(4096, 50).entry(0, 0, 0x83, 10, 20));
    assertThat(layout.partitionTables().getFirst().sectorSizeBytes()).isEqualTo(512);
  }

  @Test
  void keepsADiskWithAnEmptyTable() throws IOException {
    VolumeLayout layout = scan(new MbrDisk(512, SECTORS));
    assertThat(layout.partitionTables()).hasSize(1);
    assertThat(Disks.devices(layout)).containsExactly("/dev/sda");
    assertThat(layout.problems()).isEmpty();
  }

  private static void assertNoTable(Consumer<MbrDisk> change) throws IOException {
    MbrDisk disk = new MbrDisk(512, SECTORS).entry(0, 0, 0x83, 10, 20);
    change.accept(disk);
    VolumeLayout layout = scan(disk);
    assertThat(layout.partitionTables()).isEmpty();
    assertThat(Disks.devices(layout)).containsExactly("/dev/sda");
    assertThat(layout.problems()).isEmpty();
  }

  @Test
  void isNotABootSectorOfAFilesystem() throws IOException {
    assertNoTable(disk -> disk.bytes.put(0x1be + 16, (byte) 0x7f));
    assertNoTable(disk -> disk.bytes.put(3, text("NTFS    ")));
    assertNoTable(disk -> disk.bytes.put(3, text("EXFAT   ")));
    assertNoTable(disk -> disk.bytes.put(3, text("-FVE-FS-")));
    assertNoTable(disk -> disk.bytes.put(3, text("ReFS\0\0\0\0")));
    assertNoTable(disk -> disk.bytes.putInt(0, 0xc1d4c2c9));
    assertNoTable(disk -> fat(disk, 0xf8));
  }

  @Test
  void isABootRecordThoughSomeBytesLookLikeFat() throws IOException {
    MbrDisk disk = new MbrDisk(512, SECTORS).entry(0, 0, 0x83, 10, 20);
    fat(disk, 0x12);
    assertThat(scan(disk).partitionTables()).hasSize(1);
  }

  private static void fat(MbrDisk disk, int media) {
    disk.bytes.put(0, (byte) 0xeb).putShort(0x0b, (short) 512).put(0x0d, (byte) 1);
    disk.bytes.putShort(0x0e, (short) 1).put(0x10, (byte) 2).putShort(0x11, (short) 16);
    disk.bytes.putShort(0x13, (short) SECTORS).put(0x15, (byte) media).putShort(0x16, (short) 1);
  }

  @Test
  void isNotTheEmptyRecordOfAFormattedDisk() throws IOException {
    Consumer<MbrDisk> empty = disk -> disk.entry(0, 0, 0, 0, 0);
    MbrDisk lvm = new MbrDisk(512, SECTORS).entry(0, 0, 0, 0, 0);
    lvm.bytes.put(512, lvmLabel());
    assertThat(scan(lvm).partitionTables()).isEmpty();
    assertNoTable(empty.andThen(disk -> disk.bytes.putShort(0x438, (short) 0xef53)));
    assertNoTable(empty.andThen(disk -> disk.bytes.put(0, text("LUKS\u00ba\u00be"))));
    assertNoTable(empty.andThen(disk -> disk.bytes.put(0x10040, text("_BHRfS_M"))));
  }

  private static byte[] lvmLabel() {
    return text("LABELONE" + "\0".repeat(16) + "LVM2 001");
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void tellsOfPartitionsThatOverlapOrLeaveTheDisk() throws IOException {
    VolumeLayout layout =
        scan(
            new MbrDisk(512, SECTORS)
                .entry(0, 0, 0x83, 10, 20)
                .entry(0, 1, 0x83, 29, 20)
                .entry(0, 2, 0x83, 190, 0xffff_ffffL)
                .entry(0, 3, 0x83, 0xffff_ffffL, 0xffff_ffffL));
    assertThat(Disks.devices(layout)).containsExactly("/dev/sda1", "/dev/sda2", "/dev/sda3");
    assertThat(layout.volumes().getLast().source().size()).isEqualTo(10 * 512);
    assertThat(messages(layout))
        .satisfiesExactly(
            first -> assertThat(first).contains("ends past the end of /dev/sda at 102400"),
            second -> assertThat(second).contains("past the end"),
            third -> assertThat(third).contains("/dev/sda1 and /dev/sda2 overlap"),
            fourth -> assertThat(fourth).contains("/dev/sda3 and /dev/sda4 overlap"));
  }

  @Test
  void readsAPartitionFromTheFirstSector() throws IOException {
    VolumeLayout layout = scan(new MbrDisk(512, SECTORS).entry(0, 0, 0x00, 0, SECTORS));
    assertThat(Disks.rows(layout)).containsExactly("1 0+200 0x0");
  }
}
