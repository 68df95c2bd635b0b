package io.guestkit.inspect.settings;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Whether cloud-init is started at boot. */
final class CloudInitUnits {
  /** Its units: the one that versions since 24.3 have, and the first and main one of all before. */
  private static final List<String> UNITS =
      List.of("cloud-init-main.service", "cloud-init.service", "cloud-init-local.service");

  private static final List<String> SYSTEMD =
      List.of("/etc/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system");

  private static final List<String> TARGETS =
      List.of("cloud-init.target.wants", "multi-user.target.wants", "sysinit.target.wants");

  /** Where words of the kernel's command line are set. */
  private static final List<String> COMMAND_LINES =
      List.of("/etc/default/grub", "/etc/kernel/cmdline");

  /** 1 MiB: such files are a page. */
  private static final int MAX_BYTES = 1 << 20;

  private CloudInitUnits() {}

  static boolean isEnabled(FactFiles files) throws IOException {
    if (isDisabled(files)) {
      return false;
    }
    boolean systemd = files.exists(SYSTEMD.get(1)) || files.exists(SYSTEMD.get(2));
    return systemd ? isEnabledUnit(files) : isEnabledScript(files);
  }

  private static boolean isDisabled(FactFiles files) throws IOException {
    Optional<GuestFile> file = files.find("/etc/cloud/cloud-init.disabled");
    if (file.isPresent()) {
      files.evidence(file.get());
      return true;
    }
    for (String path : COMMAND_LINES) {
      Optional<byte[]> text = files.bytes(path, MAX_BYTES);
      if (text.isPresent() && disables(new String(text.get(), StandardCharsets.UTF_8))) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a line that is no comment holds the word. */
  private static boolean disables(String text) {
    int at = text.indexOf("cloud-init=disabled");
    while (at >= 0) {
      int line = text.lastIndexOf('\n', at) + 1;
      if (!text.substring(line, at).strip().startsWith("#")) {
        return true;
      }
      at = text.indexOf("cloud-init=disabled", at + 1);
    }
    return false;
  }

  private static boolean isEnabledUnit(FactFiles files) throws IOException {
    for (String unit : UNITS) {
      if (files.target(SYSTEMD.getFirst() + "/" + unit).orElse("").equals("/dev/null")) {
        return false;
      }
    }
    for (String directory : SYSTEMD) {
      for (String target : TARGETS) {
        for (String unit : UNITS) {
          String path = directory + "/" + target + "/" + unit;
          if (isThere(path, files)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** A link counts though its unit is on a filesystem that is not there. */
  private static boolean isThere(String path, FactFiles files) throws IOException {
    return files.attempt(path, () -> files.guest().findNoFollow(path)).isPresent();
  }

  /** Upstart starts what has a job; OpenRC and sysvinit what their runlevels link. */
  private static boolean isEnabledScript(FactFiles files) throws IOException {
    if (files.exists("/etc/init/cloud-init.conf")) {
      return true;
    }
    for (String directory :
        List.of(
            "/etc/runlevels/boot",
            "/etc/runlevels/default",
            "/etc/rcS.d",
            "/etc/rc2.d",
            "/etc/rc3.d",
            "/etc/rc.d/rc3.d")) {
      for (DirectoryEntry entry : files.names(directory)) {
        boolean script = entry.name().startsWith("S") || directory.startsWith("/etc/runlevels");
        if (script && entry.name().contains("cloud-init")) {
          return true;
        }
      }
    }
    return false;
  }
}
