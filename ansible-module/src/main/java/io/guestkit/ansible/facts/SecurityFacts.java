package io.guestkit.ansible.facts;

import io.guestkit.report.OperatingSystem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SELinux and AppArmor as they come up when the system starts. Source: {@code
 * module_utils/facts/system/selinux.py}, {@code apparmor.py}.
 */
final class SecurityFacts {
  private SecurityFacts() {}

  static void add(Map<String, Object> facts, OperatingSystem system) {
    @Nullable String mode = system.selinux();
    if (mode != null) {
      Map<String, Object> selinux = new LinkedHashMap<>();
      selinux.put("status", mode.equals("disabled") ? "disabled" : "enabled");
      if (!mode.equals("disabled")) {
        selinux.put("mode", mode);
      }
      facts.put("ansible_selinux", selinux);
    }
    if (system.apparmor() != null) {
      facts.put("ansible_apparmor", Map.of("status", system.apparmor()));
    }
  }
}
