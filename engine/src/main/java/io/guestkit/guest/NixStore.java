package io.guestkit.guest;

import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.SubvolumeInfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The store of NixOS: /etc is full of links into it, so that it has to be mounted before fstab can
 * be read; and before the first start there is no /etc but the one in it. Source: the NixOS manual,
 * system profiles and file systems.
 */
final class NixStore {
  private static final String PROFILE = "nix/var/nix/profiles/system";

  /** 64: where more subvolumes are, /nix is not sought among them. */
  private static final int MAX_SUBVOLUMES = 64;

  private NixStore() {}

  /** Returns a system that has only its store yet, or empty. */
  static Optional<SystemRoot> find(Mount top) throws IOException {
    if (top.filesystem().find(top.root(), "nix").isEmpty()) {
      return Optional.empty();
    }
    GuestRoot guest = GuestRoot.of(MountTable.of(top));
    Optional<GuestFile> etc = guest.find("/" + PROFILE + "/etc");
    if (etc.isEmpty() || etc.get().entry().type() != FileType.DIRECTORY) {
      return Optional.empty();
    }
    List<Mount> own = List.of(etc.get().at("/etc"));
    return Optional.of(new SystemRoot(top, Optional.empty(), own));
  }

  /** Returns the /nix of a system that has it on another filesystem, or empty. */
  static Optional<Mount> elsewhere(GuestRoot guest, List<VolumeContent> contents)
      throws IOException {
    Optional<GuestFile> link = guest.findNoFollow("/etc/static");
    if (link.isEmpty()
        || link.get().entry().type() != FileType.SYMLINK
        || !link.get().filesystem().target(link.get().entry()).startsWith("/nix/store/")
        || guest.find("/nix/store").isPresent()) {
      return Optional.empty();
    }
    for (VolumeContent content : contents) {
      if (content.filesystem().isPresent()) {
        Optional<Mount> found = in(content.volume().device(), content.filesystem().get());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Mount> in(String volume, Filesystem filesystem) throws IOException {
    FileEntry top = filesystem.root();
    if (isStore(filesystem, top)) {
      return Optional.of(new Mount("/nix", volume, filesystem, top));
    }
    if (!filesystem.hasSubvolumes() || filesystem.subvolumes().size() > MAX_SUBVOLUMES) {
      return Optional.empty();
    }
    for (SubvolumeInfo subvolume : filesystem.subvolumes()) {
      FileEntry directory = filesystem.subvolume(subvolume.path());
      if (subvolume.parentUuid() == null && isStore(filesystem, directory)) {
        return Optional.of(new Mount("/nix", volume, filesystem, directory));
      }
    }
    return Optional.empty();
  }

  private static boolean isStore(Filesystem filesystem, FileEntry directory) throws IOException {
    Optional<FileEntry> var = filesystem.find(directory, "var");
    return var.isPresent()
        && var.get().type() == FileType.DIRECTORY
        && filesystem.find(directory, "store").isPresent()
        && filesystem.find(var.get(), "nix").isPresent();
  }
}
