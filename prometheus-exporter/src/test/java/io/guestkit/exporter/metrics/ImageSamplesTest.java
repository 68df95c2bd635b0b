package io.guestkit.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.DiskInfo;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.ImageInfo;
import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.report.Problem;
import io.guestkit.testing.Reports;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ImageSamplesTest {
  private static final Inspection DEBIAN = Reports.debian();

  private static ImageSamples read(Inspection report, int maxSeries) {
    return ImageSamples.read(
        "root", "a.qcow2", report, MetricTable.of(Pattern.compile("zlib.*")), maxSeries);
  }

  /** Returns the samples of a metric: the values of its own labels, and the value. */
  private static List<String> told(ImageSamples samples, String name) {
    List<String> told = new ArrayList<>();
    samples.families().stream()
        .flatMap(family -> family.samples.stream())
        .filter(sample -> sample.name.equals(name))
        .forEach(sample -> {
          int own = sample.labelNames.contains("system") ? 3 : 2;
          told.add(sample.labelValues.subList(own, sample.labelValues.size()) + " " + sample.value);
        });
    return told;
  }

  private static List<String> told(Inspection report, String name) {
    return told(read(report, ImageSamples.MAX_SERIES), name);
  }

  private static Inspection with(
      List<DiskInfo> disks,
      List<PartitionTableInfo> tables,
      List<FilesystemInfo> filesystems,
      List<OperatingSystem> systems,
      List<Problem> problems) {
    return new Inspection(
        1,
        disks,
        tables,
        List.of(),
        List.of(),
        filesystems,
        systems,
        List.of(),
        problems,
        List.of());
  }

  @Test
  void tellsWhatTheReportSays() {
    assertThat(told(DEBIAN, "guestkit_image_info"))
        .containsExactly("[qcow2, 3, zlib, , qcow2] 1.0");
    assertThat(told(DEBIAN, "guestkit_image_dirty")).containsExactly("[] 1.0");
    assertThat(told(DEBIAN, "guestkit_image_encrypted")).containsExactly("[] 0.0");
    assertThat(told(DEBIAN, "guestkit_package_info"))
        .containsExactly("[deb, zlib1g, 1.2.13-1, amd64] 1.0");
    assertThat(told(DEBIAN, "guestkit_users")).containsExactly("[system] 1.0", "[human] 1.0");
    assertThat(told(DEBIAN, "guestkit_services"))
        .contains("[enabled] 1.0", "[masked] 1.0", "[disabled] 0.0")
        .hasSize(8);
  }

  @Test
  void tellsOfVolumeGroupsAndWhatTheyMiss() {
    assertThat(told(DEBIAN, "guestkit_lvm_volume_group_size_bytes"))
        .containsExactly("[data] 8.589934592E9");
    assertThat(told(DEBIAN, "guestkit_lvm_volume_group_free_bytes"))
        .containsExactly("[data] 1.073741824E9");
    assertThat(told(DEBIAN, "guestkit_lvm_logical_volume_size_bytes"))
        .containsExactly("[data, srv] 7.516192768E9");
    assertThat(told(DEBIAN, "guestkit_lvm_physical_volumes_missing")).containsExactly("[data] 1.0");
  }

  @Test
  void whatIsUndeterminedIsNoSample() {
    assertThat(told(DEBIAN, "guestkit_os_support_end_timestamp_seconds")).isEmpty();
    Inspection unread =
        with(
            List.of(),
            List.of(),
            List.of(
                FilesystemInfo.recognised(
                    "/dev/sda1", "xfs", null, "filesystem", null, null, null)),
            List.of(),
            List.of());
    assertThat(read(unread, 100).families())
        .extracting(family -> family.name)
        .containsExactly("guestkit_filesystem_info", "guestkit_filesystem_readable");
    assertThat(told(unread, "guestkit_filesystem_readable"))
        .containsExactly("[/dev/sda1, , xfs] 0.0");
  }

  @Test
  void anEmptyListBesideProblemsIsNotTakenForNone() {
    Problem problem = new Problem("corrupt", "/dev/sda2", "/etc/passwd", "damaged");
    OperatingSystem bare = bare();
    ImageSamples sound = read(with(List.of(), List.of(), List.of(), List.of(bare), List.of()), 100);
    ImageSamples broken =
        read(with(List.of(), List.of(), List.of(), List.of(bare), List.of(problem)), 100);

    assertThat(told(sound, "guestkit_users")).hasSize(2);
    assertThat(told(sound, "guestkit_packages")).containsExactly("[deb] 0.0");
    assertThat(sound.isSuccess(MetricCollector.USER)).isTrue();
    for (String name :
        List.of(
            "guestkit_users",
            "guestkit_users_with_uid_zero",
            "guestkit_packages",
            "guestkit_services",
            "guestkit_kernels_installed")) {
      assertThat(told(broken, name)).as(name).isEmpty();
    }
    assertThat(broken.isSuccess(MetricCollector.USER)).isFalse();
    assertThat(broken.isSuccess(MetricCollector.PACKAGE)).isFalse();
    assertThat(broken.isSuccess(MetricCollector.IMAGE)).isTrue();
    assertThat(
            read(with(List.of(), List.of(), List.of(), List.of(), List.of(problem)), 100)
                .isSuccess(MetricCollector.OS))
        .isFalse();
  }

  private static OperatingSystem bare() {
    return new OperatingSystem(
        "/dev/sda2",
        null,
        "installed",
        "linux",
        null,
        "debian",
        null,
        null,
        null,
        "deb",
        "apt",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  @Test
  void sameLabelsMakeOneSeriesAndTheFirstStands() {
    FilesystemInfo first = DEBIAN.filesystems().getFirst();
    FilesystemInfo second =
        new FilesystemInfo(
            first.device(),
            first.type(),
            null,
            "filesystem",
            null,
            null,
            1L,
            1L,
            1L,
            1L,
            1L,
            1L,
            1L,
            false,
            null,
            null,
            List.of(),
            List.of(),
            List.of());
    List<String> sizes =
        told(
            with(List.of(), List.of(), List.of(first, second), List.of(), List.of()),
            "guestkit_filesystem_size_bytes");

    assertThat(sizes).containsExactly("[/dev/sda1, , vfat] 1.048576E8");
  }

  @Test
  void textOfGuestsIsShownAndBounded() {
    assertThat(told(DEBIAN, "guestkit_filesystem_info"))
        .contains("[/dev/sda2, /, ext4, ro\\x1b[2Jot, ] 1.0");
    assertThat(LabelValue.of("a\n\udcff\ud83d\ude00")).isEqualTo("a\\x0a\\xff\ud83d\ude00");
    assertThat(LabelValue.of("x".repeat(256))).hasSize(256).doesNotContain("…");
    assertThat(LabelValue.of("x".repeat(257))).hasSize(256).endsWith("x…");
    assertThat(LabelValue.of("x".repeat(254) + "\ud83d\ude00".repeat(9))).hasSize(255);
  }

  @Test
  void seriesAreBoundedAndWhatIsDroppedIsCounted() {
    ImageSamples all = read(DEBIAN, ImageSamples.MAX_SERIES);
    int count = all.families().stream().mapToInt(family -> family.samples.size()).sum();
    assertThat(all.dropped()).isEmpty();

    ImageSamples most = read(DEBIAN, count - 3);
    assertThat(most.dropped()).containsOnlyKeys(MetricCollector.SERVICE).containsValue(3);
    assertThat(read(DEBIAN, 0).families()).isEmpty();
  }

  @Test
  void partitionsThatOverlapOrReachOutCoverADiskOnce() {
    assertThat(unpartitioned(1000)).isEqualTo(1000);
    assertThat(unpartitioned(1000, 100, 200, 400, 100)).isEqualTo(700);
    assertThat(unpartitioned(1000, 100, 800, 200, 100, 150, 100)).isEqualTo(200);
    assertThat(unpartitioned(1000, 100, 200, 200, 200)).isEqualTo(700);
    assertThat(unpartitioned(1000, 900, Long.MAX_VALUE)).isEqualTo(900);
    assertThat(unpartitioned(1000, Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(1000);
    assertThat(unpartitioned(1000, 2000, 100)).isEqualTo(1000);
  }

  private static double unpartitioned(long size, long... startsAndSizes) {
    List<PartitionInfo> partitions = new ArrayList<>();
    for (int i = 0; i < startsAndSizes.length; i += 2) {
      partitions.add(
          new PartitionInfo(
              "/dev/sda" + i,
              i,
              startsAndSizes[i],
              startsAndSizes[i + 1],
              "0x83",
              null,
              null,
              null,
              false));
    }
    ImageInfo image =
        new ImageInfo(
            "raw", null, size, size, null, null, null, null, null, null, null, null, null, null,
            null, List.of(), List.of());
    Inspection report =
        with(
            List.of(new DiskInfo("/dev/sda", image)),
            List.of(new PartitionTableInfo("/dev/sda", "dos", null, 512, partitions)),
            List.of(),
            List.of(),
            List.of());
    String told = told(report, "guestkit_disk_unpartitioned_bytes").getFirst();
    return Double.parseDouble(told.substring(told.indexOf(' ') + 1));
  }
}
