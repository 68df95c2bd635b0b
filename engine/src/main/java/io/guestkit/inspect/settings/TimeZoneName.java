package io.guestkit.inspect.settings;

import io.guestkit.inspect.FactFiles;
import io.guestkit.version.Assignments;
import java.io.IOException;
import java.util.Optional;

/** The time zone. Sources: localtime(5); Debian's /etc/timezone; Red Hat's /etc/sysconfig/clock. */
public final class TimeZoneName {
  private static final String ZONEINFO = "/zoneinfo/";

  private TimeZoneName() {}

  /** Returns the name in the tz database, or empty where no file tells it. */
  public static Optional<String> read(FactFiles files) throws IOException {
    Optional<String> linked = files.target("/etc/localtime").flatMap(TimeZoneName::name);
    if (linked.isPresent()) {
      return linked;
    }
    Optional<String> named =
        files.text("/etc/timezone").map(String::strip).filter(name -> !name.isEmpty());
    return named.isPresent()
        ? named
        : files
            .text("/etc/sysconfig/clock")
            .map(text -> Assignments.parse(text).getOrDefault("ZONE", ""))
            .filter(name -> !name.isEmpty());
  }

  private static Optional<String> name(String target) {
    int at = target.indexOf(ZONEINFO);
    String name = at < 0 ? "" : target.substring(at + ZONEINFO.length());
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }
}
