package io.guestkit.inspect.os;

import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.util.Optional;

/** Finds out what a system is. */
public final class Releases {
  private Releases() {}

  /** Returns what the first release file that tells something says, refined by older files. */
  public static Release read(FactFiles files) throws IOException {
    for (ReleaseFile file : ReleaseFile.TABLE) {
      Optional<Release> release = files.text(file.path()).flatMap(file.parser()::parse);
      if (release.isPresent()) {
        return refine(release.get(), files);
      }
    }
    return Release.UNKNOWN;
  }

  /** Debian and CentOS leave the minor number out of os-release. */
  private static Release refine(Release release, FactFiles files) throws IOException {
    if (release.version().minor() != null) {
      return release;
    }
    Optional<VersionNumbers> version =
        switch (release.distro()) {
          case "debian" -> files.text("/etc/debian_version").map(VersionNumbers::at);
          case "centos" -> files.text("/etc/centos-release").map(VersionNumbers::in);
          default -> Optional.empty();
        };
    return version.isEmpty()
        ? release
        : release.withVersion(release.version().refinedBy(version.get()));
  }
}
