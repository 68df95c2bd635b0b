package io.guestkit.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.PartitionTableInfo;
import io.guestkit.testing.Corpus;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * On disks that hold a filesystem or a member of something, a table is seen where blkid sees it.
 */
class WholeDiskCorpusTest {
  @TempDir Path folder;

  static List<Corpus.Entry> disks() {
    return Corpus.entries(e -> e.get("kind").asText().equals("blkid"));
  }

  @ParameterizedTest
  @MethodSource("disks")
  void seesATableWhereBlkidDoes(Corpus.Entry entry) throws IOException {
    Tool.require("blkid");
    Path disk = entry.unpack(folder);
    String expected =
        Tool.shell("blkid -p -s PTTYPE -o value '%s' || true".formatted(disk)).strip();

    VolumeLayout layout = Disks.scan(disk);

    assertThat(
            String.join(
                ",", layout.partitionTables().stream().map(PartitionTableInfo::type).toList()))
        .isEqualTo(expected);
    assertThat(layout.volumes().size() + layout.members().size()).isPositive();
    assertThat(layout.problems()).isEmpty();
  }
}
