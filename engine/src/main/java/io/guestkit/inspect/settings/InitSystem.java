package io.guestkit.inspect.settings;

import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The program that the kernel starts as /sbin/init. */
public final class InitSystem {
  private InitSystem() {}

  /** Returns the name of the init system, or empty where there is none that is known. */
  public static Optional<String> read(FactFiles files) throws IOException {
    Optional<GuestFile> init = files.find("/sbin/init");
    if (init.isEmpty()) {
      return files.exists("/usr/lib/systemd/systemd") || files.exists("/lib/systemd/systemd")
          ? Optional.of("systemd")
          : Optional.empty();
    }
    files.evidence(init.get());
    String program = init.get().path().substring(init.get().path().lastIndexOf('/') + 1);
    return Optional.of(
        switch (program) {
          case "systemd" -> "systemd";
          case "openrc-init" -> "openrc";
          case "runit", "runit-init" -> "runit";
          case "upstart" -> "upstart";
          case "busybox" -> files.exists("/sbin/openrc") ? "openrc" : "busybox";
          default -> ofConfiguration(files);
        });
  }

  /** An init of its own: Gentoo's sysvinit starts OpenRC, Upstart reads jobs, sysvinit inittab. */
  private static String ofConfiguration(FactFiles files) throws IOException {
    if (files.exists("/sbin/openrc")) {
      return "openrc";
    }
    for (String path :
        List.of("/etc/init/rc-sysinit.conf", "/etc/init/rcS.conf", "/sbin/initctl")) {
      if (files.exists(path) && files.exists("/etc/init")) {
        return "upstart";
      }
    }
    return "sysvinit";
  }
}
