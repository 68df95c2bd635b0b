package io.guestkit.inspect.settings;

import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The program that the kernel starts as /sbin/init. */
public final class InitSystem {
  private static final List<String> SYSTEMD =
      List.of(
          "/usr/lib/systemd/systemd",
          "/lib/systemd/systemd",
          "/nix/var/nix/profiles/system/systemd");

  private InitSystem() {}

  /** Returns the name of the init system, or empty where there is none that is known. */
  public static Optional<String> read(FactFiles files) throws IOException {
    Optional<GuestFile> init = files.find("/sbin/init");
    if (init.isEmpty()) {
      return withoutInit(files);
    }
    files.evidence(init.get());
    String program = init.get().path().substring(init.get().path().lastIndexOf('/') + 1);
    return Optional.of(
        switch (program) {
          case "systemd" -> "systemd";
          case "openrc-init" -> "openrc";
          case "runit", "runit-init" -> "runit";
          case "upstart" -> "upstart";
          case "dinit", "dinit-init" -> "dinit";
          case "s6-linux-init", "s6-init" -> "s6";
          case "busybox" -> files.exists("/sbin/openrc") ? "openrc" : "busybox";
          default -> ofConfiguration(files);
        });
  }

  private static Optional<String> withoutInit(FactFiles files) throws IOException {
    for (String path : SYSTEMD) {
      Optional<GuestFile> systemd = files.find(path);
      if (systemd.isPresent()) {
        files.evidence(systemd.get());
        return Optional.of("systemd");
      }
    }
    return Optional.empty();
  }

  /**
   * An init of its own: Gentoo's sysvinit starts OpenRC, Upstart reads jobs of /etc/init and, when
   * it was new, of /etc/event.d; sysvinit inittab.
   */
  private static String ofConfiguration(FactFiles files) throws IOException {
    if (files.exists("/sbin/openrc")) {
      return "openrc";
    }
    boolean jobs = files.exists("/etc/init") || files.exists("/etc/event.d");
    for (String path :
        List.of("/sbin/initctl", "/etc/init/rc-sysinit.conf", "/etc/init/rcS.conf")) {
      if (jobs && files.exists(path)) {
        return "upstart";
      }
    }
    return "sysvinit";
  }
}
