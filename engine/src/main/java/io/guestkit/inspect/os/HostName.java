package io.guestkit.inspect.os;

import io.guestkit.inspect.FactFiles;
import io.guestkit.version.Assignments;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The name that a system gives itself. Sources: hostname(5), the files of older init scripts. */
public final class HostName {
  private HostName() {}

  /** Returns the host name as configured. */
  public static Optional<String> read(FactFiles files) throws IOException {
    for (String path : List.of("/etc/hostname", "/etc/HOSTNAME")) {
      Optional<String> name = files.text(path).flatMap(HostName::firstName);
      if (name.isPresent()) {
        return name;
      }
    }
    Optional<String> redHat = assigned(files, "/etc/sysconfig/network", "HOSTNAME");
    return redHat.isPresent() ? redHat : assigned(files, "/etc/conf.d/hostname", "hostname");
  }

  private static Optional<String> firstName(String text) {
    for (String line : text.split("\n", 16)) {
      String name = line.strip();
      if (!name.isEmpty() && name.charAt(0) != '#') {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> assigned(FactFiles files, String path, String name)
      throws IOException {
    return files
        .text(path)
        .map(text -> Assignments.parse(text).getOrDefault(name, ""))
        .filter(value -> !value.isEmpty());
  }
}
