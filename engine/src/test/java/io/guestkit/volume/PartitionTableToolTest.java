package io.guestkit.volume;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables made by sfdisk and sgdisk are read as sfdisk and blkid read them. */
class PartitionTableToolTest {
  private static final long SIZE = 64 << 20;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          gpt | label: gpt
          gpt, one partition | label: gpt\\n,
          gpt, types | label: gpt\\n,1MiB,U\\n,1MiB,S\\n,1MiB,H\\n,1MiB,R\\n,1MiB,V\\n,,L
          gpt, numbers with gaps | label: gpt\\n2: size=1MiB\\n5: size=2MiB\\n128: size=3MiB
          gpt, order on disk | label: gpt\\n1: start=40960,size=2048\\n2: start=2048,size=2048
          gpt, long array | label: gpt\\ntable-length: 512\\n400: size=1MiB
          gpt, names | label: gpt\\nsize=1MiB,name="root \\u00e9 \\u6839"\\nsize=1MiB,name="a/b\\"
          gpt, attributes | label: gpt\\nsize=1MiB,attrs=LegacyBIOSBootable\\nsize=1MiB,attrs=RequiredPartition
          gpt, ids | label: gpt\\nlabel-id: 01234567-89AB-CDEF-0123-456789ABCDEF\\nsize=1MiB,uuid=FEDCBA98-7654-3210-FEDC-BA9876543210
          dos | label: dos
          dos, one partition | label: dos\\n,
          dos, four | label: dos\\n,1MiB,82\\n,1MiB,7,*\\n,1MiB,c\\n,,ef
          dos, a gap in the entries | label: dos\\n1: size=1MiB\\n4: size=1MiB,type=a5
          dos, no id | label: dos\\nlabel-id: 0x00000000\\n,1MiB
          dos, small id | label: dos\\nlabel-id: 0x0000beef\\n,1MiB
          dos, logical | label: dos\\n,1MiB\\n,,E\\n,1MiB,82\\n,2MiB\\n,3MiB,8e
          dos, many logical | label: dos\\n,,Ex\\n,1MiB\\n,1MiB\\n,1MiB\\n,1MiB\\n,1MiB\\n,1MiB\\n,1MiB\\n,1MiB\\n,1MiB\\n,1MiB\\n,1MiB\\n,1MiB\\n,1MiB
          dos, Linux extended last | label: dos\\n,1MiB\\n,1MiB\\n,1MiB,83,*\\n,,85\\n,1MiB\\n,1MiB
          dos, order on disk | label: dos\\n4: start=2048,size=2048\\n1: start=8192,size=2048\\n2: start=20480,size=40960,type=5\\n5: start=40960,size=2048\\n6: start=22528,size=2048
          dos, start at 0 | label: dos\\nstart=1,size=100\\n,1MiB,0c
          """)
  void isReadAsSfdiskReadsIt(String name, String script) throws IOException {
    Tool.require("sfdisk", "blkid");
    Path disk = disk();
    Path input = Files.writeString(folder.resolve("script"), unescape(script) + "\n");
    Tool.shell("sfdisk -q '%s' < '%s'".formatted(disk, input));
    if (name.equals("dos, no id")) {
      patch(disk, 440, new byte[4]);
    }

    assertReadAs(disk, sfdisk(disk.toString()));
  }

  private static String unescape(String script) {
    return script.replace("\\n", "\n").replace("\\u00e9", "\u00e9").replace("\\u6839", "\u6839");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          -n 1:2048:+1M -t 1:ef02 -n 2:0:+4M -t 2:ef00 -n 3:0:0 -t 3:8304 -c 3:root
          -n 1::+1M -A 1:set:2 -n 2::+1M -A 2:set:0 -n 3::+1M -A 3:set:60
          -a 1 -n 1:34:35 -n 2:36:36
          -n 1::+1M -n 2::+1M -t 2:8200 -h 2
          -n 1::+8M -n 7::+1M -t 1:0700 -h 1
          """)
  void isReadAsSgdiskMadeIt(String options) throws IOException {
    Tool.require("sgdisk", "sfdisk");
    Path disk = disk();
    Tool.shell("sgdisk %s '%s'".formatted(options, disk));

    // sfdisk shows the protective part of a hybrid boot record only to those who ask for it.
    assertReadAs(disk, sfdisk(disk.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          label: gpt\\n,1MiB\\n,2MiB,S\\n,
          label: dos\\n,4MiB\\n,,E\\n,1MiB\\n,1MiB,82\\n,2MiB
          label: dos\\n,,5\\n,4MiB
          """)
  void countsInSectorsOf4096Bytes(String script) throws IOException {
    Path disk = disk();
    JsonNode truth = onLargeSectors(disk, "printf '%s\\n' | sfdisk -q $L".formatted(script));

    assertThat(truth.get("sectorsize").asInt()).isEqualTo(4096);
    assertReadAs(disk, truth);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          mkfs.ext4 -q -F $P
          mkfs.vfat $P
          mkswap $P
          cryptsetup luksFormat -q --pbkdf pbkdf2 --pbkdf-force-iterations 1000 $P - <<< key
          pvcreate -q $P
          mkfs.btrfs -q -f $P
          """)
  void findsSectorsOf4096BytesByWhatIsInThePartition(String format) throws IOException {
    Tool.requireThat(
        Files.exists(Path.of("/usr/sbin", format.substring(0, format.indexOf(' '))))
            || Files.exists(Path.of("/sbin", format.substring(0, format.indexOf(' ')))),
        format + " is not installed");
    Path disk = folder.resolve("large.img");
    Tool.run("truncate", "-s", "1G", disk.toString());
    JsonNode truth =
        onLargeSectors(
            disk,
            """
            printf 'label: dos\\n,128MiB\\n' | sfdisk -q $L
            P=$(losetup --show -f -o 1048576 --sizelimit 134217728 '%s')
            trap "losetup -d $P; losetup -d $L" EXIT
            %s >&2
            """
                .formatted(disk, format));

    assertReadAs(disk, truth);
  }

  /** Runs a script with the file as $L, a disk of 4096-byte sectors; returns sfdisk's view. */
  private static JsonNode onLargeSectors(Path disk, String script) throws IOException {
    Tool.require("losetup", "sfdisk");
    Tool.requireThat(Files.isWritable(Path.of("/dev/loop-control")), "no loop devices");
    String json =
        Tool.shell(
            """
            L=$(losetup -b 4096 --show -f '%s')
            trap "losetup -d $L" EXIT
            %s
            sync
            sfdisk --json $L
            """
                .formatted(disk, script));
    return new ObjectMapper().readTree(json).get("partitiontable");
  }

  @Test
  void readsTheBackupWhereThePrimaryIsOverwritten() throws IOException {
    Path disk = gptDisk();
    JsonNode truth = sfdisk(disk.toString());
    patch(disk, 512, new byte[33 * 512]);

    VolumeLayout layout = assertReadAs(disk, truth, 1);

    assertThat(layout.problems().getFirst().kind()).isEqualTo("corrupt");
    assertThat(layout.problems().getFirst().message()).contains("backup");
  }

  @Test
  void readsThePartitionsOfACutDisk() throws IOException {
    Path disk = gptDisk();
    JsonNode truth = sfdisk(disk.toString());
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength((2 << 20) + 4096);
    }

    VolumeLayout layout = assertReadAs(disk, truth, 2);

    assertThat(Disks.devices(layout)).containsExactly("/dev/sda1", "/dev/sda2");
    assertThat(layout.volumes().get(1).source().size()).isEqualTo(4096);
    assertThat(layout.problems()).extracting("device").containsExactly("/dev/sda2", "/dev/sda3");
  }

  private Path gptDisk() throws IOException {
    Tool.require("sfdisk");
    Path disk = disk();
    Tool.shell("printf 'label: gpt\\n,1MiB,U\\n,2MiB,S\\n,\\n' | sfdisk -q '%s'".formatted(disk));
    return disk;
  }

  private Path disk() throws IOException {
    Path disk = folder.resolve("disk.img");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(SIZE);
    }
    return disk;
  }

  private static void patch(Path disk, long offset, byte[] bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.seek(offset);
      file.write(bytes);
    }
  }

  private static JsonNode sfdisk(String disk) throws IOException {
    return new ObjectMapper().readTree(Tool.run("sfdisk", "--json", disk)).get("partitiontable");
  }

  private static void assertReadAs(Path disk, JsonNode truth) throws IOException {
    assertReadAs(disk, truth, 0);
  }

  private static VolumeLayout assertReadAs(Path disk, JsonNode truth, int problems)
      throws IOException {
    VolumeLayout layout = Disks.scan(disk);
    assertThat(layout.problems()).hasSize(problems);
    assertThat(layout.partitionTables()).hasSize(1);
    PartitionTableInfo table = layout.partitionTables().getFirst();
    assertThat(table.device()).isEqualTo("/dev/sda");
    assertThat(table.type()).isEqualTo(truth.get("label").asText());
    assertThat(table.sectorSizeBytes()).isEqualTo(truth.get("sectorsize").asLong());
    String id = truth.get("id").asText().toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
    assertThat(table.id()).isEqualTo(id.equals("00000000") ? null : id);
    assertThat(described(table)).isEqualTo(described(truth, table.id()));
    return layout;
  }

  private static List<String> described(PartitionTableInfo table) {
    List<String> lines = new ArrayList<>();
    for (PartitionInfo p : table.partitions()) {
      lines.add(
          "%s %s %s %s boot=%s"
              .formatted(p.device(), Disks.row(table, p), p.uuid(), p.label(), p.bootable()));
    }
    return lines;
  }

  private static List<String> described(JsonNode truth, @Nullable String diskId) {
    List<String> lines = new ArrayList<>();
    boolean dos = truth.get("label").asText().equals("dos");
    for (JsonNode p : truth.path("partitions")) {
      int number = Integer.parseInt(p.get("node").asText().replaceFirst(".*[^0-9]", ""));
      String uuid =
          dos
              ? diskId == null ? null : "%s-%02x".formatted(diskId, number)
              : p.get("uuid").asText().toLowerCase(Locale.ROOT);
      boolean bootable =
          p.path("bootable").asBoolean() || p.path("attrs").asText().contains("LegacyBIOSBootable");
      lines.add(
          "/dev/sda%d %d %d+%d %s%s %s %s boot=%s"
              .formatted(
                  number,
                  number,
                  p.get("start").asLong(),
                  p.get("size").asLong(),
                  dos ? "0x" : "",
                  p.get("type").asText().toLowerCase(Locale.ROOT),
                  uuid,
                  p.has("name") ? p.get("name").asText() : null,
                  bootable));
    }
    return lines;
  }
}
