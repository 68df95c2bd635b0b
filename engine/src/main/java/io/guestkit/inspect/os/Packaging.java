package io.guestkit.inspect.os;

import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How a system is packaged.
 *
 * @param format format of packages
 * @param management program that manages them
 * @param osinfo short identifier of libosinfo
 */
public record Packaging(
    @Nullable String format, @Nullable String management, @Nullable String osinfo) {

  /** Databases of package managers, for a distribution that is not known. */
  private static final String[][] DATABASES = {
    {"/var/lib/dpkg/status", "deb"},
    {"/var/lib/dpkg/status.d", "deb"},
    {"/var/lib/rpm", "rpm"},
    {"/usr/lib/sysimage/rpm", "rpm"},
    {"/lib/apk/db/installed", "apk"},
    {"/usr/lib/apk/db/installed", "apk"},
    {"/var/lib/pacman/local", "pacman"},
    {"/var/db/pkg", "ebuild"},
    {"/var/db/xbps", "xbps"},
  };

  /** Returns what the distribution is known for, or else what its databases tell. */
  public static Packaging read(Release release, FactFiles files) throws IOException {
    String format = Distribution.packageFormat(release.distro());
    if (format == null) {
      format = ofDatabases(files);
    }
    return new Packaging(
        format,
        Distribution.packageManagement(release.distro(), format, release.version()),
        Distribution.osinfo(release.distro(), release.version()));
  }

  private static @Nullable String ofDatabases(FactFiles files) throws IOException {
    for (String[] database : DATABASES) {
      if (files.exists(database[0])) {
        return database[1];
      }
    }
    return null;
  }
}
