package io.guestkit.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The facts that an inspection reads, by the names of the components that they fill. What a system
 * is (name, distribution, versions, host name, architecture, package format) is always read.
 */
public final class Facts {
  private static final List<String> MINIMAL =
      List.of(
          "disks", "partition_tables", "volume_groups", "volumes", "filesystems", "mountpoints");

  /** Every fact: none of them grows with the number of the guest's files yet. */
  private static final List<String> ALL =
      List.of(
          "disks",
          "partition_tables",
          "volume_groups",
          "volumes",
          "filesystems",
          "mountpoints",
          "apparmor",
          "applications",
          "authorized_keys",
          "bootloader",
          "cloud_init",
          "crypttab",
          "fqdn",
          "fstab",
          "groups",
          "init_system",
          "install_date",
          "kernels",
          "keyboard",
          "last_activity",
          "last_package_change",
          "locale",
          "machine_id",
          "network_interfaces",
          "packages",
          "resolver",
          "scheduled_tasks",
          "selinux",
          "services",
          "ssh_server",
          "sudo_rules",
          "timezone",
          "users",
          "vm_tools");

  /** Names of lists of facts, the smallest first. */
  public static final List<String> PROFILES = List.of("minimal", "default", "full");

  /** 2: two letters swapped, forgotten or added. */
  private static final int MAX_DISTANCE = 2;

  private final Set<String> names;

  private Facts(Set<String> names) {
    this.names = names;
  }

  /**
   * Returns the facts of these names and profiles.
   *
   * @throws IllegalArgumentException naming one that does not exist, and those that do
   */
  public static Facts of(List<String> names) {
    Set<String> facts = new TreeSet<>();
    for (String name : names) {
      switch (name) {
        case "minimal" -> facts.addAll(MINIMAL);
        case "default", "full" -> facts.addAll(ALL);
        default -> facts.add(known(name));
      }
    }
    return new Facts(facts);
  }

  private static String known(String name) {
    if (ALL.contains(name)) {
      return name;
    }
    List<String> all = new ArrayList<>(ALL);
    all.addAll(PROFILES);
    String nearest = "";
    int best = MAX_DISTANCE + 1;
    for (String candidate : all) {
      int distance = distance(name, candidate);
      if (distance < best) {
        best = distance;
        nearest = candidate;
      }
    }
    throw new IllegalArgumentException(
        "no fact or profile is named '%s'%s; facts: %s; profiles: %s"
            .formatted(
                name,
                nearest.isEmpty() ? "" : ", did you mean " + nearest + "?",
                String.join(", ", new TreeSet<>(ALL)),
                String.join(", ", PROFILES)));
  }

  /** Returns how many letters must be changed, added or left out (Levenshtein's distance). */
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > MAX_DISTANCE) {
      return MAX_DISTANCE + 1;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  /** Returns whether a fact is read. */
  public boolean includes(String fact) {
    return names.contains(fact);
  }

  /** Returns the names of the facts, sorted, profiles resolved. */
  public List<String> names() {
    return List.copyOf(names);
  }
}
