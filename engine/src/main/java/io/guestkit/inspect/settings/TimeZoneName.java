package io.guestkit.inspect.settings;

import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.version.Assignments;
import java.io.IOException;
import java.util.Optional;

/**
 * The time zone. Sources: localtime(5); Debian's /etc/timezone; Red Hat's and SUSE's
 * /etc/sysconfig/clock, files of older Gentoo, Arch and Slackware.
 */
public final class TimeZoneName {
  private static final String ZONEINFO = "/zoneinfo/";

  /** Path, and the names that distributions give the zone there. */
  private static final String[][] FILES = {
    {"/etc/sysconfig/clock", "ZONE", "TIMEZONE"},
    {"/etc/conf.d/clock", "TIMEZONE", "ZONE"},
    {"/etc/rc.conf", "TIMEZONE", "ZONE"},
  };

  private TimeZoneName() {}

  /** Returns the name in the tz database, or empty where no file tells it. */
  public static Optional<String> read(FactFiles files) throws IOException {
    Optional<String> linked = files.target("/etc/localtime").flatMap(TimeZoneName::name);
    if (linked.isPresent()) {
      return linked;
    }
    Optional<GuestFile> localtime = files.find("/etc/localtime");
    if (localtime.isPresent()) { // a link to a link
      Optional<String> resolved = name(localtime.get().path());
      if (resolved.isPresent()) {
        return resolved;
      }
    }
    Optional<String> named = ofFiles(files);
    return named.isPresent() || localtime.isPresent() ? named : ofSystemd(files);
  }

  private static Optional<String> ofFiles(FactFiles files) throws IOException {
    Optional<String> named =
        files.text("/etc/timezone").map(String::strip).filter(name -> !name.isEmpty());
    if (named.isPresent()) {
      return named;
    }
    for (String[] file : FILES) {
      Optional<String> assigned =
          files
              .text(file[0])
              .map(Assignments::parse)
              .map(values -> values.getOrDefault(file[1], values.getOrDefault(file[2], "")))
              .filter(name -> !name.isEmpty());
      if (assigned.isPresent()) {
        return assigned;
      }
    }
    return files.target("/etc/localtime-copied-from").flatMap(TimeZoneName::name);
  }

  /** Where there is no /etc/localtime, systemd's time is UTC. */
  private static Optional<String> ofSystemd(FactFiles files) throws IOException {
    return files.target("/etc/localtime").isEmpty() && files.exists("/usr/lib/systemd/systemd")
        ? Optional.of("UTC")
        : Optional.empty();
  }

  private static Optional<String> name(String target) {
    int at = target.indexOf(ZONEINFO);
    String name = at < 0 ? "" : target.substring(at + ZONEINFO.length());
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }
}
