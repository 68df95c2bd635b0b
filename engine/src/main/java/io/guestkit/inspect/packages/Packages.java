package io.guestkit.inspect.packages;

import io.guestkit.inspect.FactFiles;
import io.guestkit.report.PackageInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The packages that a system has installed. */
public final class Packages {
  private Packages() {}

  /** Returns the packages by name and architecture; a format that is not read is a problem. */
  public static List<PackageInfo> read(@Nullable String format, FactFiles files)
      throws IOException {
    List<PackageInfo> packages = new ArrayList<>();
    switch (format) {
      case "deb" -> DpkgDatabase.read(files, packages);
      case "pacman" -> PacmanDatabase.read(files, packages);
      case null -> {}
      default -> files.unsupported("/", "packages of the format " + format + " are not read");
    }
    packages.sort(
        Comparator.comparing(PackageInfo::name)
            .thenComparing(p -> p.arch() == null ? "" : p.arch())
            .thenComparing(PackageInfo::version));
    return packages;
  }
}
