package io.guestkit.ansible.facts;

import io.guestkit.report.OperatingSystem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What system it is, in Ansible's words. Setup reads os-release(5) and some twenty older files; the
 * report has what these say, but not which of them there are. Source: {@code
 * module_utils/facts/system/distribution.py}, {@code module_utils/common/sys_info.py}.
 */
final class DistributionFacts {
  /** What setup says of a system that has no version, or no name for its release. */
  static final String NONE = "NA";

  private DistributionFacts() {}

  static void add(Map<String, Object> facts, OperatingSystem system) {
    @Nullable String name = DistributionName.of(system);
    if (name == null) {
      return;
    }
    facts.put("ansible_distribution", name);
    facts.put("ansible_os_family", OsFamily.of(name));
    DistributionVersion version = DistributionVersion.of(name, system);
    put(facts, "ansible_distribution_version", version.full());
    put(facts, "ansible_distribution_major_version", version.major());
    put(facts, "ansible_distribution_minor_version", version.minor());
    put(facts, "ansible_distribution_release", DistributionRelease.of(name, system));
  }

  private static void put(Map<String, Object> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }
}
