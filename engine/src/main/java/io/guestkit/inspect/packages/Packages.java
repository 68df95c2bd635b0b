package io.guestkit.inspect.packages;

import io.guestkit.inspect.FactFiles;
import io.guestkit.report.PackageInfo;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The packages that a system has installed. */
public final class Packages {
  /** What a database says that can be read and has none: a system consists of packages. */
  static final String EMPTY = "no installed package is listed";

  private Packages() {}

  /**
   * Returns the packages by name and architecture; a format that is not read is a problem. Only the
   * database of the system's own format is read: another one is of packages that were unpacked
   * beside it. opkg has no name among the formats, so its database is looked for where there is no
   * other.
   */
  public static List<PackageInfo> read(@Nullable String format, FactFiles files)
      throws IOException {
    PackageList list = new PackageList(files.budget());
    switch (format == null ? "" : format) {
      case "" -> new DpkgDatabase(files, list).readOpkg();
      case "deb" -> new DpkgDatabase(files, list).read();
      case "rpm" -> RpmDatabase.read(files, list);
      case "apk" -> new ApkDatabase(files, list).read();
      case "pacman" -> PacmanDatabase.read(files, list);
      case "ebuild" -> PortageDatabase.read(files, list);
      case "xbps" -> XbpsDatabase.read(files, list);
      default -> files.unsupported("/", "packages of the format " + format + " are not read");
    }
    List<PackageInfo> packages = list.all();
    packages.sort(Packages::compare);
    return packages;
  }

  private static int compare(PackageInfo a, PackageInfo b) {
    int byName = a.name().compareTo(b.name());
    if (byName != 0) {
      return byName;
    }
    int byArch = arch(a).compareTo(arch(b));
    if (byArch != 0) {
      return byArch;
    }
    int byVersion = a.version().compareTo(b.version());
    return byVersion != 0 ? byVersion : release(a).compareTo(release(b));
  }

  private static String arch(PackageInfo installed) {
    return installed.arch() == null ? "" : installed.arch();
  }

  private static String release(PackageInfo installed) {
    return installed.release() == null ? "" : installed.release();
  }
}
