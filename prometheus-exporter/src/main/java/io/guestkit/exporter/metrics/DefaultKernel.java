package io.guestkit.exporter.metrics;

import io.guestkit.report.BootEntry;
import io.guestkit.report.Bootloader;
import io.guestkit.report.Kernel;
import io.guestkit.report.OperatingSystem;
import org.jspecify.annotations.Nullable;

/** Which kernel a system starts when nobody chooses. */
final class DefaultKernel {
  private DefaultKernel() {}

  /**
   * Returns the path of the kernel; null where the boot loader does not tell: it has no default,
   * several entries of its title start different kernels, or no kernel or several may be meant.
   */
  static @Nullable String path(OperatingSystem system) {
    Bootloader loader = system.bootloader();
    String written = loader == null ? null : written(loader);
    if (written == null) {
      return null;
    }
    String meant = null;
    for (Kernel kernel : system.kernels()) {
      if (isSame(kernel.path(), written)) {
        if (meant != null && !meant.equals(kernel.path())) {
          return null;
        }
        meant = kernel.path();
      }
    }
    return meant;
  }

  /** Returns the path that the default entry has for its kernel. */
  private static @Nullable String written(Bootloader loader) {
    String written = null;
    for (BootEntry entry : loader.entries()) {
      String kernel = entry.kernel();
      if (entry.title().equals(loader.defaultEntry()) && kernel != null) {
        if (written != null && !written.equals(kernel)) {
          return null;
        }
        written = kernel;
      }
    }
    return written;
  }

  /**
   * Returns whether both are one file: a boot loader leaves out where the filesystem is mounted, or
   * has the subvolume or the disk before the path that the system has.
   */
  private static boolean isSame(String path, String written) {
    return written.endsWith(path) || (written.startsWith("/") && path.endsWith(written));
  }
}
