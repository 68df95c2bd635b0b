package io.guestkit.volume;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.testing.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Disks of others are read as their truth says. */
class PartitionTableCorpusTest {
  @TempDir Path folder;

  static List<Corpus.Entry> gpt() {
    return Corpus.entries(e -> isTable(e) && e.get("truth").has("gpt_partitions"));
  }

  static List<Corpus.Entry> dos() {
    return Corpus.entries(e ->
        isTable(e) && e.get("truth").has("mbr_primary") && !e.get("truth").has("gpt_partitions"));
  }

  static List<Corpus.Entry> others() {
    return Corpus.entries(e -> isTable(e) && !e.get("truth").has("mbr_primary") && isOther(e));
  }

  private static boolean isTable(JsonNode manifest) {
    return manifest.get("kind").asText().equals("pt");
  }

  private static boolean isOther(JsonNode manifest) {
    String expected = manifest.get("truth").path("upstream_expected").asText();
    return !expected.isEmpty() && !expected.contains("PT: gpt");
  }

  @ParameterizedTest
  @MethodSource("gpt")
  void readsGpt(Corpus.Entry entry) throws IOException {
    JsonNode truth = entry.truth().get("partition_table").get("raw_gpt").get(0);
    VolumeLayout layout = Disks.scan(entry.unpack(folder));

    assertThat(layout.partitionTables()).hasSize(1);
    PartitionTableInfo table = layout.partitionTables().getFirst();
    assertThat(table.type()).isEqualTo("gpt");
    assertThat(table.sectorSizeBytes()).isEqualTo(truth.get("sector_size").asLong());
    assertThat(table.id()).isEqualTo(truth.get("disk_guid").asText());
    List<String> expected = new ArrayList<>();
    for (JsonNode p : truth.get("partitions")) {
      long first = p.get("first_lba").asLong();
      long attributes = Long.parseUnsignedLong(p.get("attributes").asText().substring(2), 16);
      expected.add(
          "%d %d+%d %s %s [%s] %s"
              .formatted(
                  p.get("index").asInt(),
                  first,
                  p.get("last_lba").asLong() - first + 1,
                  p.get("type").asText(),
                  p.get("guid").asText(),
                  p.get("name").asText(),
                  (attributes & 4) != 0));
    }
    assertThat(table.partitions().stream().map(p -> described(table, p))).isEqualTo(expected);
  }

  private static String described(PartitionTableInfo table, PartitionInfo p) {
    return "%s %s [%s] %s"
        .formatted(Disks.row(table, p), p.uuid(), p.label() == null ? "" : p.label(), p.bootable());
  }

  @ParameterizedTest
  @MethodSource("dos")
  void readsDos(Corpus.Entry entry) throws IOException {
    VolumeLayout layout = Disks.scan(entry.unpack(folder));

    assertThat(layout.partitionTables()).hasSize(1);
    PartitionTableInfo table = layout.partitionTables().getFirst();
    assertThat(table.type()).isEqualTo("dos");
    JsonNode large = entry.truth().path("probe").path("partx_sector4096");
    if (!large.isMissingNode() && entry.file().contains("4096")) {
      assertThat(table.sectorSizeBytes()).isEqualTo(4096);
      assertThat(partx(table)).isEqualTo(lines(large));
      return;
    }
    assertThat(table.sectorSizeBytes()).isEqualTo(512);
    JsonNode sfdisk = entry.truth().get("partition_table").get("sfdisk");
    assertThat("0x" + table.id()).isEqualTo(sfdisk.get("id").asText());
    List<String> expected = new ArrayList<>();
    for (JsonNode p : sfdisk.get("partitions")) {
      expected.add("%s+%s 0x%s".formatted(p.get("start"), p.get("size"), p.get("type").asText()));
    }
    assertThat(Disks.rows(layout).stream().map(row -> row.substring(row.indexOf(' ') + 1)))
        .isEqualTo(expected);
    JsonNode partx = entry.truth().path("probe").path("partx");
    if (!partx.isEmpty()) {
      assertThat(partx(table)).isEqualTo(lines(partx));
    }
  }

  /** Returns the partitions as partx prints them, which counts in 512 bytes always. */
  private static List<String> partx(PartitionTableInfo table) {
    List<String> lines = new ArrayList<>();
    for (PartitionInfo p : table.partitions()) {
      long start = p.startBytes() / 512;
      long sectors = p.sizeBytes() / 512;
      lines.add(
          "%d %d %d %d  %s %s %s dos"
              .formatted(
                  p.number(),
                  start,
                  start + sectors - 1,
                  sectors,
                  p.uuid(),
                  p.type(),
                  p.bootable() ? "0x80" : "0x0"));
    }
    return lines;
  }

  private static List<String> lines(JsonNode printed) {
    List<String> lines = new ArrayList<>();
    printed.forEach(line -> lines.add(line.asText()));
    return lines.subList(1, lines.size());
  }

  @ParameterizedTest
  @MethodSource("others")
  void leavesDisksWithOtherTablesWhole(Corpus.Entry entry) throws IOException {
    VolumeLayout layout = Disks.scan(entry.unpack(folder));

    assertThat(layout.partitionTables()).isEmpty();
    assertThat(Disks.devices(layout)).containsExactly("/dev/sda");
    boolean named = entry.file().contains("bsd") || entry.file().contains("sun");
    assertThat(layout.problems()).hasSize(named ? 1 : 0);
    assertThat(layout.problems()).allSatisfy(p -> assertThat(p.kind()).isEqualTo("unsupported"));
  }
}
