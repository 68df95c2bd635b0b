package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.BlockCache;
import io.guestkit.block.Budget;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures of docs/limits.md are those of the program. */
class LimitsDocTest {
  private static final String BOUNDS =
      """
      disks of a machine | Machine.MAX_DISKS
      images in a chain of backing files and data files | image.ConfinedReferences.MAX_CHAIN
      symbolic links of the host on the way to a backing file | image.ConfinedFile.MAX_LINKS
      partitions of a disk | volume.PartitionTables.MAX_PARTITIONS
      volumes inside volumes | volume.VolumeScan.MAX_DEPTH
      metadata text of an LVM2 group | volume.lvm2.MetadataArea.MAX_TEXT
      symbolic links in one look-up in a guest | guest.PathWalk.MAX_LINKS
      length of a path in a guest | guest.PathWalk.MAX_PATH
      lines of /etc/fstab | guest.table.FstabLine.MAX_LINES
      mounts of a guest | guest.Mounter.MAX_MOUNTS
      subvolumes that are searched for systems | guest.RootDirectories.MAX_SUBVOLUMES
      a text file of the guest's configuration | inspect.FactFiles.MAX_TEXT_BYTES
      database of dpkg | inspect.packages.DpkgDatabase.MAX_STATUS_BYTES
      database of apk | inspect.packages.ApkDatabase.MAX_BYTES
      database of xbps | inspect.packages.XbpsDatabase.MAX_BYTES
      header of an rpm package | inspect.rpmdb.RpmHeaders.MAX_HEADER_BYTES
      kernels | inspect.kernels.Kernels.MAX_KERNELS
      entries of a boot menu | inspect.boot.BootMenu.MAX_ENTRIES
      files of sudoers, with what they include | inspect.sudo.SudoersFiles.MAX_FILES
      files of authorized keys | inspect.ssh.AuthorizedKeys.MAX_FILES
      tables of cron | inspect.schedule.CronTables.MAX_TABLES
      tasks of one table of cron | inspect.schedule.Crontab.MAX_TASKS
      a saved report that `diff` reads | export.saved.SavedReport.MAX_BYTES
      """;

  private static String page() throws IOException {
    return Files.readString(Repository.path("docs/limits.md"));
  }

  /** Returns a size in MiB where it is that large, or a count with commas. */
  private static String figure(long value) {
    return value >= 1 << 20 && value % (1 << 20) == 0
        ? (value >> 20) + " MiB"
        : String.format(Locale.ROOT, "%,d", value);
  }

  private static long constant(String name) throws ReflectiveOperationException {
    int dot = name.lastIndexOf('.');
    Field field =
        Class.forName("io.guestkit." + name.substring(0, dot))
            .getDeclaredField(name.substring(dot + 1));
    field.setAccessible(true);
    return ((Number) field.get(null)).longValue();
  }

  @Test
  void boundsAreThoseOfTheReaders() throws IOException, ReflectiveOperationException {
    List<String> rows = new ArrayList<>();
    for (String line : BOUNDS.lines().toList()) {
      int bar = line.indexOf(" | ");
      rows.add(
          "| %s | %s |"
              .formatted(line.substring(0, bar), figure(constant(line.substring(bar + 3)))));
    }
    String page = page();
    String table = page.substring(page.indexOf("| bound | value |"));
    assertThat(table.lines().skip(2)).containsExactlyElementsOf(rows);
  }

  @Test
  void theBudgetIsTheDefault() throws IOException {
    assertThat(page())
        .contains("\n| time | %d s |".formatted(Limits.DEFAULT_TIMEOUT.toSeconds()))
        .contains(
            "lists | %s, half of the heap at most |".formatted(figure(Budget.DEFAULT_MEMORY_BYTES)))
        .contains("walked | %s |".formatted(figure(Budget.DEFAULT_ENTRIES)))
        .contains("are kept | %s |".formatted(figure(BlockCache.DEFAULT_CAPACITY_BYTES)));
    assertThat(Budget.defaultMemoryBytes())
        .isEqualTo(Math.min(Budget.DEFAULT_MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 2));
  }

  @ParameterizedTest
  @CsvSource({"guestkit", "guestkit-ansible", "guestkit-exporter", "terraform-provider-guestkit"})
  void heapsAreThoseOfTheLaunchers(String program) throws IOException {
    String options = Files.readString(Repository.path("dist/src/launcher/" + program + ".options"));
    int at = options.indexOf("-Xmx") + 4;
    String mebibytes = options.substring(at, options.indexOf('m', at));
    assertThat(page()).contains("| heap of `%s` | %s MiB |".formatted(program, mebibytes));
  }
}
