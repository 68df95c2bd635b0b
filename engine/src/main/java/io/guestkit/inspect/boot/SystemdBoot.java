package io.guestkit.inspect.boot;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.Glob;
import io.guestkit.inspect.boot.bls.BootSpecEntries;
import io.guestkit.inspect.boot.bls.BootSpecEntry;
import io.guestkit.report.BootEntry;
import io.guestkit.report.Bootloader;
import io.guestkit.report.Mountpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The menu of systemd-boot: entries and unified kernel images of the EFI system partition and of
 * the extended boot loader partition, mounted at /boot. Sources: systemd-boot(7), loader.conf(5).
 */
final class SystemdBoot {
  /** Where the EFI system partition is mounted, as bootctl(1) looks for it. */
  private static final List<String> MOUNTS = List.of("/efi", "/boot", "/boot/efi");

  /** What the choice is kept in is a variable of the firmware, which no disk has. */
  private static final String SAVED = "@saved";

  private final BootFiles files;
  private final BootMenu menu = new BootMenu();
  private String pattern = "";

  private SystemdBoot(BootFiles files) {
    this.files = files;
    menu.setTimeout(0);
  }

  /** Returns where the partition is mounted that has systemd-boot, or empty. */
  static Optional<String> find(BootFiles files) throws IOException {
    for (String mount : MOUNTS) {
      for (DirectoryEntry entry : files.names(mount + "/EFI/systemd")) {
        String name = entry.name().toLowerCase(Locale.ROOT);
        if (name.startsWith("systemd-boot") && name.endsWith(".efi")) {
          return Optional.of(mount);
        }
      }
    }
    return Optional.empty();
  }

  static Bootloader read(BootFiles files, String mount) throws IOException {
    SystemdBoot boot = new SystemdBoot(files);
    String path = mount + "/loader/loader.conf";
    files
        .files()
        .attempt(
            path,
            () -> {
              boot.fill(mount, path);
              return Optional.empty();
            });
    return boot.menu.build("systemd-boot", path);
  }

  private void fill(String mount, String path) throws IOException {
    ConfigLines.read(files.text(path).orElse(""), this::take);
    List<BootSpecEntry> entries = new ArrayList<>();
    add(mount, entries);
    if (isExtended(mount)) {
      add("/boot", entries);
    }
    entries.sort(BootSpecEntry::compareAsSystemd);
    BootEntry first = null;
    BootEntry chosen = null;
    for (BootSpecEntry entry : entries) {
      BootEntry added =
          menu.add(entry.title(), entry.fileName(), entry.linux(), entry.initrd(), entry.options());
      first = first == null ? added : first;
      boolean fits =
          Glob.matches(pattern, entry.fileName().toLowerCase(Locale.ROOT)) && chosen == null;
      chosen = fits ? added : chosen;
    }
    menu.setDefault(chosen == null && !pattern.equals(SAVED) ? first : chosen);
  }

  /** A directory of the root filesystem is no partition that the boot loader could read. */
  private boolean isExtended(String mount) throws IOException {
    Optional<GuestFile> partition = files.files().find(mount);
    Optional<GuestFile> boot = files.files().find("/boot");
    if (partition.isEmpty() || boot.isEmpty()) {
      return false;
    }
    for (Mountpoint mountpoint : files.files().guest().mountpoints()) {
      if (mountpoint.path().equals("/boot")) {
        return !boot.get().path().equals(partition.get().path());
      }
    }
    return false;
  }

  private void add(String mount, List<BootSpecEntry> entries) throws IOException {
    entries.addAll(BootSpecEntries.read(mount + "/loader/entries", files));
    entries.addAll(BootSpecEntries.readUnified(mount + "/EFI/Linux", "/EFI/Linux", files));
  }

  private void take(String key, String value) {
    switch (key) {
      case "default" -> pattern = value.toLowerCase(Locale.ROOT);
      case "timeout" -> menu.setTimeout(timeout(value));
      default -> {}
    }
  }

  private static @Nullable Integer timeout(String value) {
    return switch (value) {
      case "menu-force" -> Integer.valueOf(-1);
      case "menu-hidden", "menu-disabled" -> Integer.valueOf(0);
      default -> BootMenu.number(value);
    };
  }
}
