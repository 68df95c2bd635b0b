package io.guestkit.inspect.security;

import io.guestkit.inspect.FactFiles;
import io.guestkit.report.Bootloader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The modes of the security modules of one system. */
public final class Security {
  private static final List<String> PARSERS =
      List.of("/sbin/apparmor_parser", "/usr/sbin/apparmor_parser", "/usr/bin/apparmor_parser");

  private final BootReading boot;
  private @Nullable SecurityModules modules;

  /** Reads the boot loader, which no other fact may have asked for. */
  @FunctionalInterface
  public interface BootReading {
    /** Reads it. */
    Optional<Bootloader> read() throws IOException;
  }

  /**
   * Makes the reader of one system.
   *
   * @param boot asked once at most, and only where a module is installed
   */
  public Security(BootReading boot) {
    this.boot = boot;
  }

  /** Returns the mode of SELinux, or empty where it is not installed. */
  public Optional<String> selinux(FactFiles files) throws IOException {
    return SelinuxMode.read(files, () -> modules(files));
  }

  /** Returns whether AppArmor is enabled, or empty where it is not installed. */
  public Optional<String> apparmor(FactFiles files) throws IOException {
    boolean installed = false;
    for (String parser : PARSERS) {
      installed = installed || files.exists(parser);
    }
    if (!installed || !files.exists("/etc/apparmor.d")) {
      return Optional.empty();
    }
    return Optional.of(modules(files).starts("apparmor") ? "enabled" : "disabled");
  }

  private SecurityModules modules(FactFiles files) throws IOException {
    if (modules == null) {
      modules = SecurityModules.read(files, boot.read().orElse(null));
    }
    return modules;
  }
}
