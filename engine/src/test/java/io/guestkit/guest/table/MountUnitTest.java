package io.guestkit.guest.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountUnitTest {

  @Test
  void readsWhatIsMountedWhereAndHow() {
    assertThat(
            MountUnit.read(
                "/var/lib/data",
                List.of(
                    """
                    # comment
                    [Unit]
                    Description=What=/not/this
                    What=/not/that
                    [Mount]
                    ; comment
                    What = /dev/disk/by-label/a%%b
                    Where=/var//lib/data/
                    Options=noatime,\\
                    # a comment goes on
                    compress=zstd
                    Type=btrfs
                    Unknown=x
                    [Install]
                    WantedBy=local-fs.target
                    Where=/elsewhere
                    """)))
        .contains(
            new FstabLine(
                "/dev/disk/by-label/a%b",
                "/var/lib/data", "btrfs", List.of("noatime", " compress=zstd"), 0, 0));
  }

  @Test
  void theLastWordCountsAndAnEmptyOneTakesItBack() {
    String unit = "[Mount]\nWhat=/dev/a\nWhere=/x\nType=ext4\nOptions=ro\n";
    assertThat(MountUnit.read("/x", List.of(unit, "[Mount]\nWhat=/dev/b\nOptions=\nType=")))
        .contains(new FstabLine("/dev/b", "/x", "auto", List.of("defaults"), 0, 0));
    assertThat(MountUnit.read("/x", List.of(unit, "[Mount]\nWhat=\n"))).isEmpty();
    assertThat(MountUnit.read("/x", List.of(unit, "What=/dev/c\n")).orElseThrow().spec())
        .isEqualTo("/dev/a");
  }

  @Test
  void whatDependsOnAConditionMayBeMissing() {
    assertThat(
            MountUnit.read(
                    "/x", List.of("[Unit]\nConditionPathExists=/y\n[Mount]\nWhat=a\nWhere=/x\n"))
                .orElseThrow()
                .options())
        .containsExactly("defaults", "nofail");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[Mount]",
        "[Mount]\nWhat=a",
        "[Mount]\nWhere=/x",
        "[Mount]\nWhat=a\nWhere=/y"
      })
  void aUnitThatSystemdRefusesMountsNothing(String text) {
    assertThat(MountUnit.read("/x", List.of(text))).isEmpty();
  }
}
