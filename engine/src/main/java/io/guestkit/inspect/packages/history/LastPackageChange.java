package io.guestkit.inspect.packages.history;

import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.PackageInfo;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When packages were installed, updated or removed last. */
public final class LastPackageChange {
  /** 64 KiB: some hundred lines, of which one of the last tells it. */
  private static final int TAIL_BYTES = 64 << 10;

  private final FactFiles files;
  private final @Nullable String zoneName;
  private @Nullable Instant newest;

  private LastPackageChange(FactFiles files, @Nullable String zoneName) {
    this.files = files;
    this.zoneName = zoneName;
  }

  /** Returns whether only the packages of a format tell when they changed. */
  public static boolean needsPackages(@Nullable String format) {
    return "rpm".equals(format) || "xbps".equals(format);
  }

  /**
   * Returns the newest of what the logs and the packages tell; where they tell nothing, when the
   * database was written; or empty.
   *
   * @param packages the packages, or none where others need not be read for this
   * @param zoneName the guest's time zone, which most logs are written in; null stands for UTC
   */
  public static Optional<Instant> read(
      @Nullable String format,
      List<PackageInfo> packages,
      @Nullable String zoneName,
      FactFiles files)
      throws IOException {
    LastPackageChange change = new LastPackageChange(files, zoneName);
    for (PackageInfo installed : packages) {
      change.take(installed.installedAt());
    }
    change.logs(format == null ? "" : format);
    if (change.newest == null) {
      change.databases(format == null ? "" : format);
    }
    return Optional.ofNullable(change.newest);
  }

  private void take(@Nullable Instant time) {
    if (time != null && (newest == null || time.isAfter(newest))) {
      newest = time;
    }
  }

  private void logs(String format) throws IOException {
    switch (format) {
      case "deb" -> {
        log("/var/log/dpkg.log", this::dpkg);
        log("/var/log/apt/history.log", this::apt);
      }
      case "rpm" -> {
        log("/var/log/dnf.rpm.log", this::dnf);
        log("/var/log/zypp/history", this::zypp);
      }
      case "pacman" -> log("/var/log/pacman.log", this::pacman);
      case "ebuild" -> log("/var/log/emerge.log", LastPackageChange::emerge);
      default -> {}
    }
  }

  private void databases(String format) throws IOException {
    switch (format) {
      case "" -> {
        database("/usr/lib/opkg/status");
        database("/var/lib/opkg/status");
      }
      case "deb" -> database("/var/lib/dpkg/status");
      case "apk" -> {
        database("/usr/lib/apk/db/installed");
        database("/lib/apk/db/installed");
      }
      case "pacman" -> database("/var/lib/pacman/local");
      case "ebuild" -> database("/var/db/pkg");
      case "xbps" -> database("/var/db/xbps/pkgdb-0.38.plist");
      default -> {}
    }
  }

  /** Takes the time of a file in; an image that was built to be reproducible has 1970 there. */
  private void database(String path) throws IOException {
    Optional<GuestFile> file = files.find(path);
    if (file.isPresent() && file.get().entry().modified().getEpochSecond() > 0) {
      take(file.get().entry().modified());
      files.evidence(file.get());
    }
  }

  /** Tells the time of a line, or null where it is no change of a package. */
  @FunctionalInterface
  private interface LogLine {
    @Nullable Instant time(String line);
  }

  /** Takes the last change in that a log tells, or else the log that was rotated last. */
  private void log(String path, LogLine reader) throws IOException {
    if (!last(path, reader)) {
      last(path + ".1", reader);
    }
  }

  private boolean last(String path, LogLine reader) throws IOException {
    String text = files.tail(path, TAIL_BYTES).orElse("");
    int end = text.length();
    while (end > 0) {
      int start = text.lastIndexOf('\n', end - 1) + 1;
      Instant time = reader.time(text.substring(start, end));
      if (time != null) {
        take(time);
        return true;
      }
      end = start - 1;
    }
    return false;
  }

  /** {@code 2024-05-06 07:08:09 status installed a:amd64 1}; a start of dpkg is no change. */
  private @Nullable Instant dpkg(String line) {
    return line.startsWith(" startup ", 19) ? null : LogTime.parse(line, 0, this::zone);
  }

  /** {@code End-Date: 2024-05-06 07:08:09}, two blanks between date and time. */
  private @Nullable Instant apt(String line) {
    String field = "End-Date: ";
    return line.startsWith(field) ? LogTime.parse(line, field.length(), this::zone) : null;
  }

  /** {@code 2024-05-06T07:08:09+0200 SUBDEBUG Installed: a-1-1.noarch}. */
  private @Nullable Instant dnf(String line) {
    boolean change =
        line.contains(" Installed: ")
            || line.contains(" Upgraded: ")
            || line.contains(" Upgrade: ")
            || line.contains(" Downgraded: ")
            || line.contains(" Reinstalled: ")
            || line.contains(" Erase: ")
            || line.contains(" Removed: ");
    return change ? LogTime.parse(line, 0, this::zone) : null;
  }

  /** {@code 2024-05-06 07:08:09|install|a|1-1|noarch|...}; removals have a blank after the word. */
  private @Nullable Instant zypp(String line) {
    boolean change = line.startsWith("|install", 19) || line.startsWith("|remove", 19);
    return change ? LogTime.parse(line, 0, this::zone) : null;
  }

  /** {@code [2024-05-06T07:08:09+0200] [ALPM] installed a (1-1)}; older ones have a local time. */
  private @Nullable Instant pacman(String line) {
    int close = line.indexOf("] ");
    String rest = close < 0 ? "" : line.substring(close + 2);
    String action = rest.startsWith("[ALPM] ") ? rest.substring(7) : rest;
    boolean change =
        action.startsWith("installed ")
            || action.startsWith("upgraded ")
            || action.startsWith("downgraded ")
            || action.startsWith("reinstalled ")
            || action.startsWith("removed ");
    return change && line.startsWith("[") ? LogTime.parse(line, 1, this::zone) : null;
  }

  /** {@code 1714979289: ::: completed emerge (1 of 1) a/b-1 to /}. */
  private static @Nullable Instant emerge(String line) {
    int colon = line.indexOf(':');
    boolean change = line.contains("::: completed emerge ") || line.contains(">>> unmerge success");
    if (!change || colon < 1 || colon > 10) {
      return null;
    }
    long seconds = 0;
    for (int i = 0; i < colon; i++) {
      int digit = line.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      seconds = seconds * 10 + digit;
    }
    return Instant.ofEpochSecond(seconds);
  }

  private ZoneId zone() {
    if (zoneName == null || zoneName.equals("UTC") || zoneName.equals("Etc/UTC")) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(zoneName);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC; // no name of the tz database
    }
  }
}
