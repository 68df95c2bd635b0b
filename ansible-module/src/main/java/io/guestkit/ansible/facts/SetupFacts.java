package io.guestkit.ansible.facts;

import com.fasterxml.jackson.core.JsonGenerator;
import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The facts of a machine: those of its disks, and of the first of its operating systems. */
public final class SetupFacts {
  /** What they are made of: what an inspection has to read, and nothing besides it. */
  public static final List<String> NEEDED =
      List.of(
          "disks",
          "partition_tables",
          "volume_groups",
          "volumes",
          "filesystems",
          "mountpoints",
          "apparmor",
          "bootloader",
          "fqdn",
          "fstab",
          "groups",
          "init_system",
          "kernels",
          "machine_id",
          "packages",
          "resolver",
          "selinux",
          "services",
          "users");

  private SetupFacts() {}

  /**
   * Writes the object {@code ansible_facts}.
   *
   * @param path image of the machine's first disk, as it was given
   * @param additionalDisks images of its further disks
   */
  public static void write(
      JsonGenerator out, Inspection inspection, String path, List<String> additionalDisks)
      throws IOException {
    FactWriter.write(out, of(inspection, path, additionalDisks));
  }

  /**
   * Returns the facts; values are String, Long, Boolean, List and Map, and null where they say so.
   */
  static Map<String, Object> of(Inspection inspection, String path, List<String> additionalDisks) {
    Map<String, Object> facts = new LinkedHashMap<>();
    List<OperatingSystem> systems = inspection.operatingSystems();
    if (!systems.isEmpty()) {
      OperatingSystem system = systems.getFirst();
      DistributionFacts.add(facts, system);
      PlatformFacts.add(facts, system);
      SecurityFacts.add(facts, system);
      MountFacts.add(facts, system, inspection);
      PackageFacts.add(facts, system);
      ServiceFacts.add(facts, system);
      AccountFacts.add(facts, system);
    }
    DeviceFacts.add(facts, inspection);
    LvmFacts.add(facts, inspection.volumeGroups());
    facts.put("ansible_guestkit", MachineFacts.of(inspection, path, additionalDisks));
    return facts;
  }
}
