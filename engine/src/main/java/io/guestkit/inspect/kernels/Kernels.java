package io.guestkit.inspect.kernels;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.Kernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The kernels that a system has installed. */
public final class Kernels {
  /** What the names of kernel images start with: x86, others, SUSE's Arm, Gentoo. */
  private static final List<String> PREFIXES =
      List.of("vmlinuz-", "vmlinux-", "Image-", "zImage-", "kernel-");

  /** Names of an initial RAM filesystem: Debian, Red Hat and Arch, SUSE, older Red Hat. */
  private static final String[][] INITRAMFS = {
    {"initrd.img-", ""},
    {"initramfs-", ".img"},
    {"initrd-", ""},
    {"initrd-", ".img"},
    {"initramfs-", ""},
  };

  private static final String MODULES = "/lib/modules";

  private final FactFiles files;
  private final Set<String> boot = new TreeSet<>();
  private final Set<String> versions = new LinkedHashSet<>();
  private final List<Kernel> kernels = new ArrayList<>();

  private Kernels(FactFiles files) {
    this.files = files;
  }

  /** Returns the kernels by the path of their image. */
  public static List<Kernel> read(FactFiles files) throws IOException {
    return new Kernels(files).run();
  }

  private List<Kernel> run() throws IOException {
    List<DirectoryEntry> entries = files.names("/boot");
    entries.forEach(entry -> boot.add(entry.name()));
    for (DirectoryEntry entry : entries) {
      for (String prefix : PREFIXES) {
        String suffix =
            entry.name().startsWith(prefix) ? entry.name().substring(prefix.length()) : "";
        if (!suffix.isEmpty() && entry.type() != FileType.DIRECTORY) {
          addOfBoot("/boot/" + entry.name(), suffix);
        }
      }
    }
    for (DirectoryEntry entry : files.names(MODULES)) {
      addOfModules(entry.name());
    }
    return kernels;
  }

  /** A name that no modules go by (Arch's linux, Red Hat's rescue image) is not the release. */
  private void addOfBoot(String path, String suffix) throws IOException {
    boolean modules = hasModules(suffix);
    String version = modules ? suffix : release(path).orElse(suffix);
    versions.add(version);
    kernels.add(
        new Kernel(
            version, path, modules || hasModules(version), initramfs(suffix).orElse(null), null));
  }

  /** Fedora and Arch put the image beside the modules; the one in /boot is its copy. */
  private void addOfModules(String version) throws IOException {
    String path = MODULES + "/" + version + "/vmlinuz";
    if (!versions.contains(version) && files.exists(path)) {
      String own = MODULES + "/" + version + "/initramfs.img";
      String initramfs = initramfs(version).orElse(files.exists(own) ? own : null);
      kernels.add(new Kernel(version, path, hasModules(version), initramfs, null));
    }
  }

  /** Depmod's list is there as long as the modules are; their directory may outlive them. */
  private boolean hasModules(String version) throws IOException {
    return files.exists(MODULES + "/" + version + "/modules.dep")
        || files.exists(MODULES + "/" + version + "/kernel");
  }

  private Optional<String> release(String path) throws IOException {
    return files.attempt(
        path,
        () -> {
          Optional<GuestFile> image = files.guest().find(path);
          return image.isEmpty() || image.get().entry().type() != FileType.REGULAR
              ? Optional.empty()
              : KernelHeader.release(files.guest().content(image.get()));
        });
  }

  private Optional<String> initramfs(String suffix) {
    for (String[] pattern : INITRAMFS) {
      String name = pattern[0] + suffix + pattern[1];
      if (boot.contains(name)) {
        return Optional.of("/boot/" + name);
      }
    }
    return Optional.empty();
  }
}
