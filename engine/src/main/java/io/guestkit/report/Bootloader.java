package io.guestkit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The boot loader and its menu. */
public record Bootloader(
    @Component("Name: grub2, grub-legacy, systemd-boot, extlinux, syslinux, lilo, u-boot.")
        String name,
    @Component("Path of its configuration.") String path,
    @Component("Title of the entry that is started by default.") @Nullable String defaultEntry,
    @Component(value = "Time after which it is; -1 waits for ever.", unit = Unit.SECONDS)
        @Nullable Integer timeoutSeconds,
    @Component(
            "Kernel command line of the default entry; values that look like secrets are masked.")
        @Nullable String commandLine,
    @Component("The entries.") List<BootEntry> entries) {
  /** Copies the lists. */
  public Bootloader {
    entries = List.copyOf(entries);
  }
}
