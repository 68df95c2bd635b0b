package io.guestkit.inspect.services;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Services of OpenRC: the scripts of /etc/init.d, enabled where a run level has them. Source:
 * rc-update(8).
 */
final class OpenRcServices {
  private static final String LEVELS = "/etc/runlevels";
  private static final String SCRIPTS = "/etc/init.d";

  private OpenRcServices() {}

  static List<Service> read(FactFiles files) throws IOException {
    Set<String> enabled = new TreeSet<>();
    for (DirectoryEntry level : files.names(LEVELS)) {
      for (DirectoryEntry link : files.names(LEVELS + "/" + level.name())) {
        if (isScript(link)) {
          enabled.add(link.name());
        }
      }
    }
    Set<String> names = new TreeSet<>(enabled);
    for (DirectoryEntry script : files.names(SCRIPTS)) {
      if (isScript(script)) {
        names.add(script.name());
      }
    }
    List<Service> services = new ArrayList<>();
    for (String name : names) {
      String state = enabled.contains(name) ? "enabled" : "disabled";
      services.add(new Service(name, state, null, "openrc"));
    }
    return services;
  }

  /** A directory in a run level is one that is stacked below it; functions.sh is no service. */
  private static boolean isScript(DirectoryEntry entry) {
    String name = entry.name();
    return entry.type() != FileType.DIRECTORY && !name.startsWith(".") && !name.endsWith(".sh");
  }
}
