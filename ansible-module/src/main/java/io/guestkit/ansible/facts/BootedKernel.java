package io.guestkit.ansible.facts;

import io.guestkit.report.BootEntry;
import io.guestkit.report.Bootloader;
import io.guestkit.report.Kernel;
import io.guestkit.report.OperatingSystem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kernel that a system would start. */
final class BootedKernel {
  private BootedKernel() {}

  /** Returns that of the boot menu's default entry, or else the only one; null if neither tells. */
  static @Nullable Kernel of(OperatingSystem system) {
    List<Kernel> kernels = system.kernels();
    @Nullable Bootloader bootloader = system.bootloader();
    @Nullable String file = bootloader == null ? null : defaultFile(bootloader);
    if (file != null) {
      for (Kernel kernel : kernels) {
        if (name(kernel.path()).equals(file)) {
          return kernel;
        }
      }
    }
    return kernels.size() == 1 ? kernels.getFirst() : null;
  }

  /** Its folder is left aside: /boot may be a filesystem of its own, from which menus count. */
  private static @Nullable String defaultFile(Bootloader bootloader) {
    for (BootEntry entry : bootloader.entries()) {
      if (entry.title().equals(bootloader.defaultEntry())) {
        return entry.kernel() == null ? null : name(entry.kernel());
      }
    }
    return null;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
