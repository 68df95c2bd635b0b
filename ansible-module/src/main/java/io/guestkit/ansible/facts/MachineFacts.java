package io.guestkit.ansible.facts;

import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Inspection;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ansible_guestkit}: where the facts come from, and what could not be read. */
final class MachineFacts {
  private MachineFacts() {}

  static Map<String, @Nullable Object> of(
      Inspection inspection, String path, List<String> additionalDisks) {
    Map<String, @Nullable Object> machine = new LinkedHashMap<>();
    machine.put("path", path);
    machine.put("additional_disks", additionalDisks);
    List<OperatingSystem> systems = inspection.operatingSystems();
    machine.put("product_name", systems.isEmpty() ? null : systems.getFirst().productName());
    machine.put("clean", systems.isEmpty() ? null : clean(systems.getFirst(), inspection));
    List<Map<String, @Nullable Object>> problems = new ArrayList<>();
    for (Problem problem : inspection.problems()) {
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      entry.put("kind", problem.kind());
      entry.put("device", problem.device());
      entry.put("path", problem.path());
      entry.put("message", problem.message());
      problems.add(entry);
    }
    machine.put("problems", problems);
    return machine;
  }

  /** Returns whether each of the system's filesystems was unmounted cleanly; null if none tells. */
  private static @Nullable Boolean clean(OperatingSystem system, Inspection inspection) {
    Boolean clean = null;
    for (FilesystemInfo filesystem : inspection.filesystems()) {
      if (filesystem.clean() != null && isMounted(filesystem, system)) {
        clean = filesystem.clean() && (clean == null || clean);
      }
    }
    return clean;
  }

  private static boolean isMounted(FilesystemInfo filesystem, OperatingSystem system) {
    for (Mountpoint mountpoint : system.mountpoints()) {
      if (mountpoint.isOn(filesystem.device())) {
        return true;
      }
    }
    return false;
  }
}
