package io.guestkit.inspect.kernels;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The name of a kernel's image in a directory, and what goes by it.
 *
 * @param file name of the file
 * @param suffix what stands behind the word for a kernel: a release, a flavour, or nothing
 * @param initramfs name of the initial RAM filesystem, or null
 */
record ImageName(String file, String suffix, @Nullable String initramfs) {
  /** What the names of kernel images start with: x86, others, SUSE's Arm, Gentoo. */
  private static final List<String> PREFIXES =
      List.of("vmlinuz-", "vmlinux-", "Image-", "zImage-", "bzImage-", "kernel-");

  /** Names of the only kernel of a system: Bottlerocket, Buildroot, ttylinux. */
  private static final List<String> ALONE =
      List.of("vmlinuz", "bzImage", "Image", "zImage", "vmlinux");

  /** Names of an initial RAM filesystem: Debian, Red Hat and Arch, SUSE, older Red Hat. */
  private static final String[][] INITRAMFS = {
    {"initrd.img-", ""},
    {"initramfs-", ".img"},
    {"initrd-", ""},
    {"initrd-", ".img"},
    {"initramfs-", ""},
  };

  private static final List<String> INITRAMFS_ALONE =
      List.of("initrd.img", "initramfs.img", "initrd", "initramfs");

  /** Files beside an image that are none: checksums, signatures, symbols. */
  private static final List<String> OTHERS =
      List.of(".hmac", ".sha512hmac", ".sig", ".map", ".config");

  /** Returns what a name of a directory says, or null where it is not that of a kernel. */
  static @Nullable ImageName of(String file, Set<String> directory) {
    if (ALONE.contains(file)) {
      return new ImageName(file, "", alone(directory));
    }
    for (String prefix : PREFIXES) {
      String suffix = file.startsWith(prefix) ? file.substring(prefix.length()) : "";
      if (!suffix.isEmpty() && !isOther(file) && !isSymbols(prefix, suffix, directory)) {
        return new ImageName(file, suffix, initramfs(suffix, directory));
      }
    }
    return null;
  }

  private static boolean isOther(String file) {
    for (String end : OTHERS) {
      if (file.endsWith(end)) {
        return true;
      }
    }
    return false;
  }

  /** SUSE puts the kernel with its symbols, compressed, beside the one that starts. */
  private static boolean isSymbols(String prefix, String suffix, Set<String> directory) {
    int dot = suffix.lastIndexOf('.');
    boolean compressed =
        suffix.endsWith(".gz") || suffix.endsWith(".xz") || suffix.endsWith(".zst");
    String release = compressed ? suffix.substring(0, dot) : suffix;
    return prefix.equals("vmlinux-")
        && compressed
        && (directory.contains("vmlinuz-" + release)
            || directory.contains("Image-" + release)
            || directory.contains("image-" + release));
  }

  private static @Nullable String initramfs(String suffix, Set<String> directory) {
    for (String[] pattern : INITRAMFS) {
      String name = pattern[0] + suffix + pattern[1];
      if (directory.contains(name)) {
        return name;
      }
    }
    return null;
  }

  private static @Nullable String alone(Set<String> directory) {
    for (String name : INITRAMFS_ALONE) {
      if (directory.contains(name)) {
        return name;
      }
    }
    return null;
  }
}
