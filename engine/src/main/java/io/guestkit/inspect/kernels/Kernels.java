package io.guestkit.inspect.kernels;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.Kernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kernels that a system has installed. */
public final class Kernels {
  /** Directories of /boot that hold images by the names of /boot: CoreOS, Flatcar, NixOS. */
  private static final List<String> BOOT_DIRECTORIES =
      List.of("/boot/coreos", "/boot/flatcar", "/boot/kernels");

  /** Where the EFI system partition, or the partition beside it, is mounted. */
  private static final List<String> EFI = List.of("/efi", "/boot/efi", "/boot");

  /** 1024: more than anybody installs; each costs a look at its image. */
  private static final int MAX_KERNELS = 1024;

  /** 32 digits: a directory that is named by the machine's identifier. */
  private static final int MACHINE_ID_DIGITS = 32;

  private final FactFiles files;
  private final Set<String> versions = new HashSet<>();
  private final Set<String> seen = new HashSet<>();
  private final List<Kernel> kernels = new ArrayList<>();
  private int looks;

  private Kernels(FactFiles files) {
    this.files = files;
  }

  /** Returns the kernels: those of /boot, of the EFI system partition, and beside their modules. */
  public static List<Kernel> read(FactFiles files) throws IOException {
    return new Kernels(files).run();
  }

  private List<Kernel> run() throws IOException {
    List<DirectoryEntry> boot = directory("/boot");
    for (DirectoryEntry entry : boot) {
      if (entry.name().equals("ostree")) {
        for (DirectoryEntry deployment : files.names("/boot/ostree")) {
          directory("/boot/ostree/" + deployment.name());
        }
      }
    }
    for (String path : BOOT_DIRECTORIES) {
      directory(path);
    }
    for (String path : EFI) {
      efi(path, path.equals("/boot") ? boot : files.names(path));
    }
    for (DirectoryEntry entry : files.names(Modules.DIRECTORY)) {
      addOfModules(entry.name());
    }
    if (looks > MAX_KERNELS) {
      files.limit("/boot", "more than the %d kernels that are read".formatted(MAX_KERNELS));
    }
    return kernels;
  }

  /** Returns whether one more image may be looked at. */
  private boolean look() {
    looks++;
    return looks <= MAX_KERNELS;
  }

  /** Reads the images of a directory and returns all of its names. */
  private List<DirectoryEntry> directory(String path) throws IOException {
    Optional<GuestFile> directory = files.find(path);
    if (directory.isEmpty() || !seen.add(directory.get().device() + directory.get().path())) {
      return List.of();
    }
    List<DirectoryEntry> entries = files.names(path);
    Set<String> names = new HashSet<>();
    for (DirectoryEntry entry : entries) {
      names.add(entry.name());
    }
    for (DirectoryEntry entry : entries) {
      String file = path + "/" + entry.name();
      ImageName name = ImageName.of(entry.name(), names);
      if (name != null && entry.type() != FileType.DIRECTORY && !isSecondName(entry, file, names)) {
        add(path, name);
      } else if (isNix(entry.name())) {
        addOfNix(file, path, entries);
      }
    }
    return entries;
  }

  /** A link to another image of its directory is not one more kernel. */
  private boolean isSecondName(DirectoryEntry entry, String file, Set<String> names)
      throws IOException {
    if (entry.type() != FileType.SYMLINK) {
      return false;
    }
    String target = files.target(file).orElse("");
    String name = target.startsWith("/boot/") ? target.substring("/boot/".length()) : target;
    return names.contains(name) && ImageName.of(name, names) != null;
  }

  /** A name that no modules go by (Arch's linux, Red Hat's rescue image) is not the release. */
  private void add(String directory, ImageName name) throws IOException {
    if (!look()) {
      return;
    }
    String path = directory + "/" + name.file();
    boolean modules = !name.suffix().isEmpty() && Modules.areThere(name.suffix(), files);
    KernelImage image = image(path);
    String version = image.release() == null || modules ? name.suffix() : image.release();
    if (!version.isEmpty()) {
      String initramfs = name.initramfs() == null ? null : directory + "/" + name.initramfs();
      add(version, path, modules || Modules.areThere(version, files), initramfs, image);
    }
  }

  private void add(
      String version, String path, boolean modules, @Nullable String initramfs, KernelImage image)
      throws IOException {
    String arch = image.arch();
    if (arch == null && modules) {
      arch = Modules.architecture(version, files).orElse(null);
    }
    versions.add(version);
    kernels.add(new Kernel(version, path, modules, image.initramfs() ? path : initramfs, arch));
  }

  /** Fedora and Arch put the image beside the modules; the one in /boot is its copy. */
  private void addOfModules(String version) throws IOException {
    String path = Modules.DIRECTORY + "/" + version + "/vmlinuz";
    if (!versions.contains(version) && files.exists(path) && look()) {
      String own = Modules.DIRECTORY + "/" + version + "/initramfs.img";
      boolean modules = Modules.areThere(version, files);
      add(version, path, modules, files.exists(own) ? own : null, image(path));
    }
  }

  /** NixOS names images by a hash of how they were made: {@code HASH-linux-6.6.8-bzImage.efi}. */
  private static boolean isNix(String name) {
    return name.contains("-linux-")
        && (name.endsWith("-bzImage")
            || name.endsWith("-bzImage.efi")
            || name.endsWith("-Image")
            || name.endsWith("-Image.efi"));
  }

  private void addOfNix(String path, String directory, List<DirectoryEntry> entries)
      throws IOException {
    if (!look()) {
      return;
    }
    KernelImage image = image(path);
    String name = path.substring(path.indexOf("-linux-") + "-linux-".length());
    String version =
        image.release() == null ? name.substring(0, name.lastIndexOf('-')) : image.release();
    String initramfs = null;
    for (DirectoryEntry entry : entries) {
      if (entry.name().contains("-initrd-linux-" + version + "-initrd")) {
        initramfs = directory + "/" + entry.name();
      }
    }
    add(version, path, Modules.areThere(version, files), initramfs, image);
  }

  /** Unified kernel images, NixOS's images, and the entries that kernel-install makes. */
  private void efi(String mount, List<DirectoryEntry> entries) throws IOException {
    directory(mount + "/EFI/nixos");
    Optional<GuestFile> unified = files.find(mount + "/EFI/Linux");
    if (unified.isPresent() && seen.add(unified.get().device() + unified.get().path())) {
      for (DirectoryEntry entry : files.names(mount + "/EFI/Linux")) {
        addUnified(mount + "/EFI/Linux/" + entry.name(), entry.name());
      }
    }
    Optional<GuestFile> top = files.find(mount);
    if (top.isPresent() && seen.add("entries of " + top.get().device() + top.get().path())) {
      for (DirectoryEntry entry : entries) {
        if (isMachineId(entry.name())) {
          addEntries(mount + "/" + entry.name());
        }
      }
    }
  }

  private void addUnified(String path, String name) throws IOException {
    if (!name.endsWith(".efi") || !look()) {
      return;
    }
    KernelImage image = image(path);
    String version =
        image.release() == null
            ? name.substring(0, name.length() - ".efi".length())
            : image.release();
    add(version, path, Modules.areThere(version, files), null, image);
  }

  private static boolean isMachineId(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.digit(name.charAt(i), 16) < 0) {
        return false;
      }
    }
    return name.length() == MACHINE_ID_DIGITS;
  }

  /** {@code RELEASE/linux} and {@code RELEASE/initrd}. Source: kernel-install(8). */
  private void addEntries(String directory) throws IOException {
    for (DirectoryEntry release : files.names(directory)) {
      String path = directory + "/" + release.name() + "/linux";
      if (files.exists(path) && look()) {
        String initramfs = directory + "/" + release.name() + "/initrd";
        add(
            release.name(),
            path,
            Modules.areThere(release.name(), files),
            files.exists(initramfs) ? initramfs : null,
            image(path));
      }
    }
  }

  private KernelImage image(String path) throws IOException {
    return files
        .attempt(
            path,
            () -> {
              Optional<GuestFile> image = files.guest().find(path);
              return image.isEmpty() || image.get().entry().type() != FileType.REGULAR
                  ? Optional.empty()
                  : Optional.of(KernelImage.read(files.guest().content(image.get())));
            })
        .orElse(KernelImage.UNKNOWN);
  }
}
