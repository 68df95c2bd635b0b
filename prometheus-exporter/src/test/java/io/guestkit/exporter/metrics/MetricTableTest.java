package io.guestkit.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.InspectOptions;
import io.guestkit.exporter.drift.Drift;
import io.guestkit.exporter.metrics.VariedReport.Variation;
import io.guestkit.report.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricTableTest {
  private static final List<Metric> TABLE = MetricTable.of(Pattern.compile(".*"));

  /** What metrics do not carry, and why; what is in a record is left out with it. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          // What the report says of itself; guestkit_inspection_warnings counts the problems.
          "schema_version",
          "facts",
          "problems.kind",
          "problems.device",
          "problems.path",
          "problems.message",
          "evidence",
          "evidence.component",
          "evidence.device",
          "evidence.path",
          // Inner measures of the container that nobody watches.
          "disks.image.cluster_size_bytes",
          "disks.image.lazy_refcounts",
          "disks.image.extended_l2",
          "disks.image.refcount_bits",
          // Names of other files of the host: the depth of the chain is told, and its format.
          "disks.image.backing_file",
          "disks.image.data_file",
          "disks.image.backing_chain.name",
          "disks.image.backing_chain.format",
          "disks.image.backing_chain.virtual_size_bytes",
          // Snapshots are counted; a series for each would come and go with them.
          "disks.image.snapshots.id",
          "disks.image.snapshots.name",
          "disks.image.snapshots.created",
          "disks.image.snapshots.virtual_size_bytes",
          "disks.image.snapshots.vm_state_size_bytes",
          // Told by the labels disk, partition and type.
          "partition_tables.sector_size_bytes",
          "partition_tables.partitions.number",
          "partition_tables.partitions.type_name",
          "partition_tables.partitions.uuid",
          "partition_tables.partitions.label",
          "partition_tables.partitions.bootable",
          // Partitions and filesystems tell the same.
          "volumes",
          "volumes.device",
          "volumes.type",
          "volumes.size_bytes",
          "volumes.content",
          // Used is size less free; the block size and features are ones of tuning.
          "filesystems.block_size_bytes",
          "filesystems.used_bytes",
          "filesystems.last_mount_path",
          "filesystems.features",
          "filesystems.devices",
          // Subvolumes come and go as snapshots do.
          "filesystems.subvolumes",
          "filesystems.subvolumes.id",
          "filesystems.subvolumes.path",
          "filesystems.subvolumes.parent_id",
          "filesystems.subvolumes.uuid",
          "filesystems.subvolumes.parent_uuid",
          "filesystems.subvolumes.read_only",
          "filesystems.subvolumes.is_default",
          "filesystems.subvolumes.created_at",
          // Sizes and what is missing are told; how a group is laid out is no measure.
          "volume_groups.exported",
          "volume_groups.extent_count",
          "volume_groups.extent_size_bytes",
          "volume_groups.free_extent_count",
          "volume_groups.logical_volumes.created_at",
          "volume_groups.logical_volumes.creation_host",
          "volume_groups.logical_volumes.device",
          "volume_groups.logical_volumes.health",
          "volume_groups.logical_volumes.origin",
          "volume_groups.logical_volumes.pool",
          "volume_groups.logical_volumes.read_only",
          "volume_groups.logical_volumes.readable",
          "volume_groups.logical_volumes.segment_count",
          "volume_groups.logical_volumes.stripe_size_bytes",
          "volume_groups.logical_volumes.stripes",
          "volume_groups.logical_volumes.tags",
          "volume_groups.logical_volumes.type",
          "volume_groups.logical_volumes.uuid",
          "volume_groups.partial",
          "volume_groups.physical_volumes.allocatable",
          "volume_groups.physical_volumes.allocated_extent_count",
          "volume_groups.physical_volumes.device",
          "volume_groups.physical_volumes.extent_count",
          "volume_groups.physical_volumes.free_bytes",
          "volume_groups.physical_volumes.last_device",
          "volume_groups.physical_volumes.size_bytes",
          "volume_groups.physical_volumes.start_bytes",
          "volume_groups.physical_volumes.tags",
          "volume_groups.physical_volumes.uuid",
          "volume_groups.read_only",
          "volume_groups.seqno",
          "volume_groups.system_id",
          "volume_groups.tags",
          "volume_groups.uuid",
          // Other words for what os-release says.
          "operating_systems.distro",
          "operating_systems.product_name",
          "operating_systems.major_version",
          "operating_systems.minor_version",
          "operating_systems.package_management",
          "operating_systems.osinfo",
          "operating_systems.os_release.name",
          "operating_systems.os_release.version",
          "operating_systems.os_release.variant",
          "operating_systems.os_release.build_id",
          "operating_systems.os_release.cpe_name",
          "operating_systems.locale",
          "operating_systems.keyboard",
          "operating_systems.medium",
          "operating_systems.fqdn",
          "operating_systems.root_path",
          // What fstab writes; mountpoints tell what it leads to.
          "operating_systems.fstab",
          "operating_systems.fstab.spec",
          "operating_systems.fstab.path",
          "operating_systems.fstab.type",
          "operating_systems.fstab.options",
          "operating_systems.fstab.dump",
          "operating_systems.fstab.pass",
          "operating_systems.fstab.device",
          // A kernel is told by its release.
          "operating_systems.kernels.modules",
          "operating_systems.kernels.initramfs",
          "operating_systems.kernels.arch",
          // A package is told by its name and version.
          "operating_systems.packages.display_name",
          "operating_systems.packages.publisher",
          "operating_systems.packages.url",
          "operating_systems.packages.source_package",
          "operating_systems.packages.source_version",
          "operating_systems.packages.summary",
          "operating_systems.packages.description",
          "operating_systems.packages.installed_size_bytes",
          "operating_systems.packages.license",
          "operating_systems.packages.state",
          "operating_systems.packages.held",
          "operating_systems.packages.installed_at",
          "operating_systems.packages.modularity_label",
          "operating_systems.packages.signature_key_id",
          // Accounts and units are counted, never named.
          "operating_systems.users.name",
          "operating_systems.users.gid",
          "operating_systems.users.gecos",
          "operating_systems.users.home",
          "operating_systems.users.shell",
          "operating_systems.groups",
          "operating_systems.groups.name",
          "operating_systems.groups.gid",
          "operating_systems.groups.members",
          "operating_systems.services.name",
          "operating_systems.services.preset",
          "operating_systems.services.manager",
          "operating_systems.users.password_changed_at",
          "operating_systems.users.expires_at",
          "operating_systems.users.administrator",
          // How a system is set up: text to compare, no measure to watch.
          "operating_systems.apparmor",
          "operating_systems.applications",
          "operating_systems.authorized_keys.bits",
          "operating_systems.authorized_keys.comment",
          "operating_systems.authorized_keys.fingerprint",
          "operating_systems.authorized_keys.options",
          "operating_systems.authorized_keys.path",
          "operating_systems.authorized_keys.type",
          "operating_systems.authorized_keys.user",
          "operating_systems.bootloader.command_line",
          "operating_systems.bootloader.entries.command_line",
          "operating_systems.bootloader.entries.id",
          "operating_systems.bootloader.entries.initramfs",
          "operating_systems.bootloader.name",
          "operating_systems.bootloader.path",
          "operating_systems.bootloader.timeout_seconds",
          "operating_systems.cloud_init",
          "operating_systems.crypttab",
          "operating_systems.install_date.path",
          "operating_systems.last_activity",
          "operating_systems.network_interfaces.configurator",
          "operating_systems.network_interfaces.dns",
          "operating_systems.network_interfaces.dns_search",
          "operating_systems.network_interfaces.enabled",
          "operating_systems.network_interfaces.gateway",
          "operating_systems.network_interfaces.mac",
          "operating_systems.network_interfaces.members",
          "operating_systems.network_interfaces.mtu",
          "operating_systems.network_interfaces.name",
          "operating_systems.network_interfaces.parent",
          "operating_systems.network_interfaces.path",
          "operating_systems.network_interfaces.type",
          "operating_systems.network_interfaces.vlan",
          "operating_systems.resolver",
          "operating_systems.scheduled_tasks",
          "operating_systems.ssh_server",
          "operating_systems.sudo_rules",
          "operating_systems.vm_tools.path");

  /** Returns what each metric tells of a report, by its name. */
  private static Map<String, String> told(Inspection report) {
    Map<String, String> told = new TreeMap<>();
    for (Metric metric : TABLE) {
      StringBuilder text = new StringBuilder();
      ImageSamples.read("r", "i", report, List.of(metric), 1000).families().stream()
          .flatMap(family -> family.samples.stream())
          .forEach(sample -> text.append(sample.labelValues).append(sample.value));
      told.put(metric.name(), text.toString());
    }
    return told;
  }

  @Test
  void eachMetricCarriesWhatItSaysAndNothingElse() {
    Map<String, String> unvaried = told(VariedReport.of("", Variation.NONE));
    assertThat(unvaried.values()).doesNotContain("");
    Map<String, Set<String>> carried = new TreeMap<>();
    for (String path : VariedReport.paths()) {
      for (Variation variation : Variation.values()) {
        told(VariedReport.of(path, variation))
            .forEach((name, told) -> {
              if (!told.equals(unvaried.get(name))) {
                carried.computeIfAbsent(name, any -> new TreeSet<>()).add(path);
              }
            });
      }
    }
    Map<String, Set<String>> said = new TreeMap<>();
    TABLE.forEach(metric -> said.put(metric.name(), new TreeSet<>(metric.allFrom())));
    assertThat(carried).isEqualTo(said);
  }

  @Test
  void whatNoMetricCarriesIsLeftOutOnPurpose() {
    Set<String> missing = new TreeSet<>(VariedReport.paths());
    for (Metric metric : TABLE) {
      for (String path : metric.allFrom()) {
        missing.removeIf(other -> path.equals(other) || path.startsWith(other + "."));
      }
    }
    missing.remove("problems"); // guestkit_inspection_warnings
    Set<String> needless = new TreeSet<>(LEFT_OUT);
    for (String path : List.copyOf(missing)) {
      for (String leftOut : LEFT_OUT) {
        if (path.equals(leftOut) || path.startsWith(leftOut + ".")) {
          missing.remove(path);
          needless.remove(leftOut);
        }
      }
    }
    assertThat(missing).as("carried by no metric and not left out on purpose").isEmpty();
    assertThat(needless)
        .as("left out, but there is no such component or a metric has it")
        .isEmpty();
  }

  @Test
  void factsOfCollectorsExist() {
    for (MetricCollector collector : MetricCollector.values()) {
      assertThat(InspectOptions.factNames()).containsAll(collector.facts());
    }
  }

  @Test
  void namesAndLabelsFollowTheConventions() {
    List<Metric> all = new ArrayList<>(TABLE);
    all.addAll(Drift.rows());
    assertThat(all).extracting(Metric::name).doesNotHaveDuplicates();
    for (Metric metric : all) {
      assertThat(metric.name()).matches("guestkit_[a-z]+(_[a-z]+)*");
      assertThat(metric.allLabels()).allMatch(label -> label.matches("[a-z]+(_[a-z]+)*"));
      assertThat(metric.allLabels()).doesNotHaveDuplicates();
      assertThat(metric.help()).endsWith(".").hasSizeLessThan(100);
    }
  }
}
