package io.guestkit.inspect.packages;

import io.guestkit.inspect.FactFiles;
import io.guestkit.report.PackageInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The packages that a system has installed. */
public final class Packages {
  private Packages() {}

  /** Returns the packages by name and architecture; a format that is not read is a problem. */
  public static List<PackageInfo> read(@Nullable String format, FactFiles files)
      throws IOException {
    if (format == null) {
      return List.of();
    }
    List<PackageInfo> packages = new ArrayList<>();
    switch (format) {
      case "deb" -> DpkgDatabase.read(files, packages);
      case "rpm" -> RpmDatabase.read(files, packages);
      case "pacman" -> PacmanDatabase.read(files, packages);
      default -> files.unsupported("/", "packages of the format " + format + " are not read");
    }
    packages.sort(Packages::compare);
    return packages;
  }

  private static int compare(PackageInfo a, PackageInfo b) {
    int byName = a.name().compareTo(b.name());
    if (byName != 0) {
      return byName;
    }
    int byArch = arch(a).compareTo(arch(b));
    return byArch != 0 ? byArch : a.version().compareTo(b.version());
  }

  private static String arch(PackageInfo installed) {
    return installed.arch() == null ? "" : installed.arch();
  }
}
