package io.guestkit.inspect.services;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Services of runit: the directories of definitions, enabled where the directory that runsvdir
 * watches has them and no file {@code down} holds them back. Sources: runsvdir(8), runsv(8), the
 * handbook of Void Linux.
 */
final class RunitServices {
  /** Debian and Void, Artix. */
  private static final List<String> DEFINITIONS = List.of("/etc/sv", "/etc/runit/sv");

  /** Void and Artix, where the link of /var/service ends only once it runs; Debian. */
  private static final List<String> WATCHED =
      List.of("/etc/runit/runsvdir/default", "/var/service", "/etc/service");

  private RunitServices() {}

  static List<Service> read(FactFiles files) throws IOException {
    Set<String> enabled = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    for (String directory : WATCHED) {
      if (files.find(directory).isPresent()) {
        addServices(directory, files, names);
        for (String name : names) {
          if (!files.exists(directory + "/" + name + "/down")) {
            enabled.add(name);
          }
        }
        break;
      }
    }
    for (String directory : DEFINITIONS) {
      addServices(directory, files, names);
    }
    List<Service> services = new ArrayList<>();
    for (String name : names) {
      String state = enabled.contains(name) ? "enabled" : "disabled";
      services.add(new Service(name, state, null, "runit"));
    }
    return services;
  }

  private static void addServices(String directory, FactFiles files, Set<String> names)
      throws IOException {
    for (DirectoryEntry entry : files.names(directory)) {
      if (!entry.name().startsWith(".")) {
        names.add(entry.name());
      }
    }
  }
}
