package io.guestkit.exporter.metrics;

import java.util.List;
import java.util.Locale;

/** A group of metrics that is switched on and off together. */
public enum MetricCollector {
  IMAGE("the image file: format, sizes, snapshots", "disks"),
  PARTITION("partition tables and partitions", "disks", "partition_tables"),
  LVM("LVM volume groups and logical volumes", "volume_groups"),
  FILESYSTEM("filesystems and their usage", "filesystems", "mountpoints"),
  OS(
      "the operating system, its identity and kernels",
      "bootloader",
      "init_system",
      "install_date",
      "kernels",
      "machine_id",
      "timezone",
      "vm_tools"),
  PACKAGE("installed packages", "packages", "last_package_change"),
  USER("user accounts and the keys that let them in", "users", "authorized_keys"),
  SERVICE("services by state", "services"),
  NETWORK("configured network interfaces", "network_interfaces"),
  SECURITY("security modes of the system", "selinux"),
  ENCRYPTION("encrypted volumes inside the guest", "filesystems"),
  /** Facts that clones share: what tells one machine from another is no drift. */
  DRIFT(
      "what differs from the baseline, of roots that have one",
      "apparmor",
      "applications",
      "authorized_keys",
      "crypttab",
      "fstab",
      "groups",
      "kernels",
      "packages",
      "scheduled_tasks",
      "selinux",
      "services",
      "ssh_server",
      "sudo_rules",
      "users");

  private final String summary;

  @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
  private final List<String> facts;

  MetricCollector(String summary, String... facts) {
    this.summary = summary;
    this.facts = List.of(facts);
  }

  /** Returns the name as flags, labels and {@code collect[]} have it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what it is about, in a few words. */
  public String summary() {
    return summary;
  }

  /** Returns the facts of the report that its metrics are made from. */
  public List<String> facts() {
    return facts;
  }
}
