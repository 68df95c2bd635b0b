package io.guestkit.guest;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.VolumeContent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** How the root directory of a system is told from a /usr, a /boot and data. */
final class RootMarks {
  /** Files of /etc of which every Linux system has one; os-release may lead to another mount. */
  private static final List<String> ETC_MARKS =
      List.of(
          "os-release",
          "fstab",
          "passwd",
          "lsb-release",
          "redhat-release",
          "debian_version",
          "SuSE-release",
          "alpine-release",
          "arch-release",
          "gentoo-release",
          "slackware-version",
          "inittab",
          "hostname",
          "coreos");

  /** Files that only media have from which a system is started or installed. */
  private static final List<String> MEDIUM_MARKS =
      List.of(
          "live/filesystem.squashfs",
          "LiveOS/squashfs.img",
          "LiveOS/rootfs.img",
          "arch/boot",
          "nix-store.squashfs",
          "image.squashfs",
          "sysresccd",
          "sysrescue.d",
          "KNOPPIX",
          "loopbacks/distrib-lzma.sqfs",
          ".alpine-release",
          ".disk/info",
          ".treeinfo",
          ".discinfo",
          "media.1/media",
          "media.1/products");

  private RootMarks() {}

  /** Returns whether a directory is the top of a medium that is started or installed from. */
  static boolean isMedium(Filesystem filesystem, FileEntry root) throws IOException {
    for (String mark : MEDIUM_MARKS) {
      int slash = mark.indexOf('/');
      Optional<FileEntry> first =
          filesystem.find(root, slash < 0 ? mark : mark.substring(0, slash));
      if (first.isPresent() && (slash < 0 || has(filesystem, first.get(), mark, slash))) {
        return true;
      }
    }
    for (DirectoryEntry entry : filesystem.list(root)) {
      if (entry.name().equals("casper") || entry.name().startsWith("casper-")) {
        return true; // a recovery partition: casper-UUID
      }
    }
    return false;
  }

  private static boolean has(Filesystem filesystem, FileEntry directory, String mark, int slash)
      throws IOException {
    return directory.type() == FileType.DIRECTORY
        && filesystem.find(directory, mark.substring(slash + 1)).isPresent();
  }

  /** Returns whether a directory is the root of a system, though its /usr may be elsewhere. */
  static boolean isRoot(Filesystem filesystem, FileEntry root) throws IOException {
    Optional<FileEntry> etc = filesystem.find(root, "etc");
    if (etc.isEmpty() || etc.get().type() != FileType.DIRECTORY || !isTopLevel(filesystem, root)) {
      return false;
    }
    for (String mark : ETC_MARKS) {
      if (filesystem.find(etc.get(), mark).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** A /usr may have bin, lib and etc as well, but none of these. */
  private static boolean isTopLevel(Filesystem filesystem, FileEntry root) throws IOException {
    for (String name : List.of("usr", "var", "dev", "proc")) {
      if (filesystem.find(root, name).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Returns the root of a filesystem that is the /usr of a system and says there what it is. */
  static List<Mount> usr(VolumeContent content) throws IOException {
    Filesystem filesystem = content.filesystem().orElseThrow();
    FileEntry root = filesystem.root();
    boolean isUsr =
        !isTopLevel(filesystem, root)
            && GuestRoot.of("/usr", filesystem).find("/lib/os-release").isPresent();
    return isUsr
        ? List.of(new Mount("/usr", content.volume().device(), filesystem, root))
        : List.of();
  }
}
