package io.guestkit.export.diff;

import java.util.List;
import java.util.Map;

/**
 * What tells the items of a list apart.
 *
 * @param fields whose values name an item
 * @param separator what is between these values
 * @param telling whose values tell items of one name apart, where there are several
 */
record ItemKey(List<String> fields, String separator, List<String> telling) {
  /** By the name of the record, which is that of its class. */
  private static final Map<String, ItemKey> KEYS =
      Map.ofEntries(
          Map.entry("DiskInfo", by("device")),
          Map.entry("ImageLayer", by("name")),
          Map.entry("SnapshotInfo", by("id")),
          Map.entry("PartitionTableInfo", by("device")),
          Map.entry("PartitionInfo", by("device")),
          Map.entry("VolumeGroupInfo", by("name").telling("uuid")),
          Map.entry("PhysicalVolumeInfo", by("uuid")),
          Map.entry("LogicalVolumeInfo", by("name")),
          Map.entry("VolumeInfo", by("device")),
          Map.entry("FilesystemInfo", by("device")),
          Map.entry("SubvolumeInfo", by("path")),
          Map.entry("VmTool", by("name").telling("path")),
          Map.entry("Mountpoint", by("path").telling("device")),
          Map.entry(
              "FstabEntry", by("path").telling("spec")), // swap has none, as often as there is swap
          Map.entry("CrypttabEntry", by("name")),
          Map.entry("BootEntry", by("title").telling("id")),
          Map.entry("Kernel", by("version").telling("path")),
          Map.entry(
              "PackageInfo", by("name", "arch").separatedBy(".").telling("version", "release")),
          Map.entry("ApplicationInfo", by("kind", "name").telling("arch", "channel", "revision")),
          Map.entry("User", by("name").telling("uid")),
          Map.entry("Group", by("name").telling("gid")),
          Map.entry("SudoRule", by("who", "run_as", "commands").telling("path")),
          Map.entry("AuthorizedKey", by("user", "fingerprint").telling("path")),
          Map.entry("SshHostKey", by("type").telling("path")),
          Map.entry("Service", by("name").telling("manager")),
          Map.entry("ScheduledTask", by("kind", "name", "command").telling("path", "user")),
          Map.entry("NetworkInterface", by("name").telling("configurator", "path")),
          Map.entry("Setting", by("name")));

  private static ItemKey by(String... fields) {
    return new ItemKey(List.of(fields), " ", List.of());
  }

  private ItemKey telling(String... names) {
    return new ItemKey(fields, separator, List.of(names));
  }

  private ItemKey separatedBy(String text) {
    return new ItemKey(fields, text, telling);
  }

  /**
   * Returns the key of a record that a list holds.
   *
   * @throws IllegalStateException if the table has no row for it
   */
  static ItemKey of(Class<? extends Record> type) {
    ItemKey key = KEYS.get(type.getSimpleName());
    if (key == null) {
      throw new IllegalStateException("nothing tells the items of " + type + " apart");
    }
    return key;
  }

  /** Returns the name of an item by the values of its fields. */
  String name(Map<String, String> values) {
    return join(fields, separator, values);
  }

  /** Returns what tells an item from others of its name; empty where nothing does. */
  String tellingPart(Map<String, String> values) {
    return join(telling, "-", values);
  }

  private static String join(List<String> names, String separator, Map<String, String> values) {
    StringBuilder joined = new StringBuilder();
    for (String name : names) {
      String value = values.get(name);
      if (value != null) {
        joined.append(joined.isEmpty() ? "" : separator).append(value);
      }
    }
    return joined.toString();
  }
}
