package io.guestkit.guest.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FstabLineTest {

  @Test
  void readsFieldsEscapesAndDefaults() {
    assertThat(
            FstabLine.parse(
                """
                # comment
                \t# indented comment

                UUID=1234 / ext4 errors=remount-ro,noatime 0 1
                /dev/sda1\t/mnt/a\\040b\\011c\\134d\\9 vfat
                LABEL=x   /y
                alone
                proc /proc proc defaults x 99999999999 # more
                """))
        .containsExactly(
            new FstabLine("UUID=1234", "/", "ext4", List.of("errors=remount-ro", "noatime"), 0, 1),
            new FstabLine("/dev/sda1", "/mnt/a b\tc\\d\\9", "vfat", List.of("defaults"), 0, 0),
            new FstabLine("LABEL=x", "/y", "auto", List.of("defaults"), 0, 0),
            new FstabLine("proc", "/proc", "proc", List.of("defaults"), 0, 0));
  }

  @Test
  void readsNoMoreLinesThanAnySystemHas() {
    assertThat(FstabLine.parse("a /b\n".repeat(10_000))).hasSize(4096);
  }
}
