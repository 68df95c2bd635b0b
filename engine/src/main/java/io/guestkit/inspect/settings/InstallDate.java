package io.guestkit.inspect.settings;

import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.Moment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a system was installed. No file of Linux is made to tell it, so evidence is taken in the
 * order of how hard it is to be wrong: what the installer wrote last and nothing writes again, the
 * first line of a package manager's log, the machine identifier, which is made at the first start,
 * and at last the time at which the root filesystem was made.
 */
public final class InstallDate {
  /** Written at the end of an installation and never again, by their times of modification. */
  private static final List<String> INSTALLERS =
      List.of(
          // Debian, Ubuntu
          "/var/log/installer/status",
          "/var/log/installer/initial-status.gz",
          "/var/log/installer/subiquity-server-info.log",
          "/var/log/installer/syslog",
          "/var/log/installer/lsb-release",
          "/var/log/installer/media-info",
          "/var/log/debian-installer/syslog",
          // Red Hat
          "/root/anaconda-ks.cfg",
          "/root/install.log",
          "/var/log/anaconda/anaconda.log",
          "/var/log/anaconda.log",
          // SUSE, Mandriva, Mageia, Slackware
          "/var/log/YaST2/yast-installation-logs.tar.xz",
          "/root/autoinst.xml",
          "/root/drakx/install.log",
          "/root/drakx/report.bug.gz",
          "/var/log/setup");

  /** 256: the first line of a log holds a time and a command. */
  private static final int MAX_LINE_BYTES = 256;

  /** 13: seconds of a time in the far future need no more digits. */
  private static final int MAX_DIGITS = 13;

  /** 32 digits: an image that was never started holds less, or a word. */
  private static final int MACHINE_ID_BYTES = 32;

  private InstallDate() {}

  /** Returns the moment that the best evidence tells. */
  public static Optional<Moment> read(FactFiles files) throws IOException {
    Optional<Moment> found = ofFiles(INSTALLERS, files);
    if (found.isEmpty()) {
      found = ofFirstLine("/var/log/pacman.log", files);
    }
    if (found.isEmpty()) {
      found = ofFirstLine("/var/log/emerge.log", files);
    }
    if (found.isEmpty()) { // debootstrap's
      found = ofFile("/var/log/bootstrap.log", 1, files);
    }
    if (found.isEmpty()) {
      found = ofFile("/etc/machine-id", MACHINE_ID_BYTES, files);
    }
    return found.isPresent() ? found : ofFilesystem(files);
  }

  private static Optional<Moment> ofFiles(List<String> paths, FactFiles files) throws IOException {
    for (String path : paths) {
      Optional<Moment> moment = ofFile(path, 1, files);
      if (moment.isPresent()) {
        return moment;
      }
    }
    return Optional.empty();
  }

  private static Optional<Moment> ofFile(String path, int minimumBytes, FactFiles files)
      throws IOException {
    Optional<GuestFile> file = files.find(path);
    return file.isPresent()
            && file.get().entry().type() == FileType.REGULAR
            && file.get().entry().size() >= minimumBytes
        ? moment(file.get().entry().modified(), file.get(), files)
        : Optional.empty();
  }

  private static Optional<Moment> moment(@Nullable Instant at, GuestFile file, FactFiles files) {
    if (at == null || !FileTimes.tells(at)) {
      return Optional.empty();
    }
    files.evidence(file);
    return Optional.of(new Moment(at, file.path()));
  }

  /** The root directory is as old as its filesystem; where it does not say, lost+found is. */
  private static Optional<Moment> ofFilesystem(FactFiles files) throws IOException {
    Optional<GuestFile> root = files.find("/");
    Optional<Moment> made =
        root.isEmpty() ? Optional.empty() : moment(root.get().entry().created(), root.get(), files);
    if (made.isPresent()) {
      return made;
    }
    Optional<GuestFile> lost = files.find("/lost+found");
    return lost.isEmpty()
        ? Optional.empty()
        : moment(lost.get().entry().modified(), lost.get(), files);
  }

  private static Optional<Moment> ofFirstLine(String path, FactFiles files) throws IOException {
    return files.attempt(
        path,
        () -> {
          Optional<GuestFile> log = files.guest().find(path);
          if (log.isEmpty() || log.get().entry().type() != FileType.REGULAR) {
            return Optional.empty();
          }
          int length = (int) Math.min(log.get().entry().size(), MAX_LINE_BYTES);
          byte[] head = files.guest().content(log.get()).readBytes(0, length);
          return moment(time(new String(head, StandardCharsets.ISO_8859_1)), log.get(), files);
        });
  }

  /**
   * Returns the time of {@code [2023-01-01T10:20:30+0000] [PACMAN]...}, {@code [2012-01-01 10:20]}
   * or {@code 1293000000: Started emerge}, or null.
   */
  private static @Nullable Instant time(String line) {
    int close = line.indexOf(']');
    try {
      if (line.startsWith("[") && close > 0) {
        return bracketed(line.substring(1, close));
      }
      int colon = line.indexOf(':');
      return isNumber(line, colon)
          ? Instant.ofEpochSecond(Long.parseLong(line.substring(0, colon)))
          : null;
    } catch (DateTimeException e) {
      return null; // a log of somebody else's, or damaged
    }
  }

  private static boolean isNumber(String text, int end) {
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return end > 0 && end <= MAX_DIGITS;
  }

  /**
   * Returns the instant of a date and time and of the zone after it. Pacman before 5.2 wrote the
   * guest's local time without a zone: it is taken as UTC.
   */
  private static Instant bracketed(String text) {
    boolean seconds = text.startsWith(":", 16);
    LocalDateTime time =
        LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            seconds ? number(text, 17, 19) : 0);
    int zone = seconds ? 19 : 16;
    int sign = text.startsWith("-", zone) ? -1 : 1;
    ZoneOffset offset =
        text.length() >= zone + 5
            ? ZoneOffset.ofHoursMinutes(
                sign * number(text, zone + 1, zone + 3), sign * number(text, zone + 3, zone + 5))
            : ZoneOffset.UTC;
    return time.toInstant(offset);
  }

  private static int number(String text, int start, int end) {
    if (end > text.length() || !isNumber(text.substring(start, end), end - start)) {
      throw new DateTimeException("no number at " + start);
    }
    return Integer.parseInt(text, start, end, 10);
  }
}
