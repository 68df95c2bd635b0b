package io.guestkit.inspect.os;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A filesystem that installs or starts a system, which it holds in images of its own. What it is is
 * told by the files that its makers put beside these. Sources: .disk/info of debian-cd and casper,
 * .treeinfo of productmd, .discinfo of anaconda, content and media.1 of SUSE.
 *
 * @param kind live or installer
 * @param release what it installs or starts
 * @param arch architecture by libguestfs's name
 */
public record InstallMedium(String kind, Release release, @Nullable String arch) {
  private static final String LIVE = "live";
  private static final String INSTALLER = "installer";

  /** Images of the root of a live system, or directories that hold them. */
  private static final List<String> LIVE_IMAGES =
      List.of(
          "/live/filesystem.squashfs",
          "/LiveOS/squashfs.img",
          "/LiveOS/rootfs.img",
          "/arch/boot",
          "/nix-store.squashfs",
          "/image.squashfs",
          "/sysresccd",
          "/sysrescue.d",
          "/KNOPPIX",
          "/loopbacks/distrib-lzma.sqfs");

  /** Files that installers have and live systems do not. */
  private static final List<String> INSTALLERS =
      List.of("/casper/install-sources.yaml", "/.treeinfo", "/.discinfo", "/media.1/media");

  /** Returns what a root is that is no system itself, or empty where it is no medium. */
  public static Optional<InstallMedium> read(FactFiles files) throws IOException {
    Optional<MediumText> text = MediumText.read(files);
    boolean live = holdsLiveSystem(files);
    if (text.isEmpty() && !live) {
      return Optional.empty();
    }
    String kind = live && !holdsInstaller(files) ? LIVE : INSTALLER;
    return Optional.of(
        text.map(known -> new InstallMedium(kind, known.release(), known.arch()))
            .orElse(new InstallMedium(kind, Release.UNKNOWN, null)));
  }

  private static boolean holdsLiveSystem(FactFiles files) throws IOException {
    for (String path : LIVE_IMAGES) {
      if (files.exists(path)) {
        return true;
      }
    }
    for (DirectoryEntry entry : files.names("/")) { // a recovery partition: casper-UUID
      if (entry.name().equals("casper") || entry.name().startsWith("casper-")) {
        return holdsImage(files, "/" + entry.name());
      }
    }
    return files.exists("/.alpine-release") && files.exists("/apks");
  }

  private static boolean holdsImage(FactFiles files, String directory) throws IOException {
    for (DirectoryEntry entry : files.names(directory)) {
      if (entry.name().endsWith(".squashfs")) {
        return true;
      }
    }
    return false;
  }

  private static boolean holdsInstaller(FactFiles files) throws IOException {
    for (String path : INSTALLERS) {
      if (files.exists(path)) {
        return true;
      }
    }
    return false;
  }
}
