package io.guestkit.inspect.boot;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.boot.grub.Grub2;
import io.guestkit.report.Bootloader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The boot loader that a system has. Where there are several, the one that came later into use: of
 * an older one its files are left over.
 */
public final class Bootloaders {
  private static final List<String> GRUB2 = List.of("/boot/grub2/grub.cfg", "/boot/grub/grub.cfg");

  /** On the EFI system partition each system has a directory. */
  private static final List<String> EFI = List.of("/boot/efi/EFI", "/efi/EFI", "/boot/EFI");

  private static final List<String> GRUB_LEGACY =
      List.of("/boot/grub/menu.lst", "/boot/grub/grub.conf", "/etc/grub.conf");

  private static final List<String> SYSLINUX =
      List.of(
          "/boot/extlinux/extlinux.conf",
          "/boot/extlinux.conf",
          "/extlinux.conf",
          "/extlinux/extlinux.conf",
          "/boot/syslinux/extlinux.conf",
          "/boot/syslinux/syslinux.cfg",
          "/boot/syslinux.cfg",
          "/boot/efi/EFI/syslinux/syslinux.cfg",
          "/boot/EFI/syslinux/syslinux.cfg");

  private Bootloaders() {}

  /** Returns the boot loader with its menu, or empty where there is none that is known. */
  public static Optional<Bootloader> read(FactFiles facts) throws IOException {
    BootFiles files = new BootFiles(facts);
    Optional<String> systemd = SystemdBoot.find(files);
    if (systemd.isPresent()) {
      return Optional.of(SystemdBoot.read(files, systemd.get()));
    }
    Optional<String> grub = grub2(files);
    if (grub.isPresent()) {
      return Optional.of(Grub2.read(files, grub.get()));
    }
    Optional<String> legacy = first(files, GRUB_LEGACY);
    if (legacy.isPresent()) {
      return Optional.of(GrubLegacy.read(files, legacy.get()));
    }
    Optional<String> syslinux = first(files, SYSLINUX);
    if (syslinux.isPresent()) {
      return Optional.of(Syslinux.read(files, syslinux.get()));
    }
    return files.exists(Lilo.PATH) ? Optional.of(Lilo.read(files)) : Optional.empty();
  }

  private static Optional<String> first(BootFiles files, List<String> paths) throws IOException {
    for (String path : paths) {
      if (files.exists(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> grub2(BootFiles files) throws IOException {
    Optional<String> path = first(files, GRUB2);
    if (path.isPresent()) {
      return path;
    }
    for (String directory : EFI) {
      for (DirectoryEntry system : files.names(directory)) {
        String candidate = directory + "/" + system.name() + "/grub.cfg";
        if (files.exists(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }
}
