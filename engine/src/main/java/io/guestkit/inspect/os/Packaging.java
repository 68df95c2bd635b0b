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

  /** Databases of package managers. */
  private static final String[][] DATABASES = {
    {"/var/lib/dpkg/status", "deb"},
    {"/var/lib/dpkg/status.d", "deb"},
    {"/var/lib/rpm", "rpm"},
    {"/usr/lib/sysimage/rpm", "rpm"},
    {"/lib/apk/db/installed", "apk"},
    {"/usr/lib/apk/db/installed", "apk"},
    {"/var/lib/pacman/local", "pacman"},
    {"/usr/lib/pacman/local", "pacman"},
    {"/var/lib/pacman-g2/local", "pacman"},
    {"/var/db/pkg", "ebuild"},
    {"/var/db/xbps", "xbps"},
    {"/var/lib/pisi", "pisi"},
  };

  /**
   * Programs that manage rpm packages. Photon's and Azure Linux's tdnf is a small dnf, for which
   * there is no word of its own.
   */
  private static final String[][] RPM_PROGRAMS = {
    {"/usr/bin/dnf", "dnf"},
    {"/usr/bin/dnf5", "dnf"},
    {"/usr/bin/tdnf", "dnf"},
    {"/usr/bin/zypper", "zypper"},
    {"/usr/bin/yum", "yum"},
    {"/usr/sbin/urpmi", "urpmi"},
    {"/usr/sbin/up2date", "up2date"},
  };

  /** Returns what the distribution is known for, or else what its files tell. */
  public static Packaging read(Release release, FactFiles files) throws IOException {
    String format =
        PackageTools.isToldByDatabase(release.distro()) ? first(DATABASES, files) : null;
    if (format == null) {
      format = PackageTools.format(release.distro());
    }
    String management = null;
    if ("rpm".equals(format) && PackageTools.isToldByProgram(release.distro())) {
      management = first(RPM_PROGRAMS, files);
    } else if (format != null && PackageTools.isToldByDatabase(release.distro())) {
      management = PackageTools.management(Release.UNKNOWN, format);
    }
    return new Packaging(
        format,
        management == null ? PackageTools.management(release, format) : management,
        OsinfoId.of(release.distro(), release.version()));
  }

  private static @Nullable String first(String[][] paths, FactFiles files) throws IOException {
    for (String[] path : paths) {
      if (files.exists(path[0])) {
        return path[1];
      }
    }
    return null;
  }
}
