package io.guestkit.inspect.services;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.TextLines;
import io.guestkit.report.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Init scripts of System V: enabled where a link {@code SNNname} starts them in the default run
 * level or at boot. Sources: init(8), inittab(5), insserv(8), chkconfig(8).
 */
final class SysvServices {
  /** Debian and what Red Hat's links lead to; SUSE. */
  private static final List<String> SCRIPTS = List.of("/etc/init.d", "/etc/rc.d/init.d");

  /** Where the directories of run levels are: Debian and Red Hat's links, Red Hat, SUSE. */
  private static final List<String> LEVELS = List.of("/etc", "/etc/rc.d", "/etc/init.d");

  /** Programs and texts among the scripts that are no services. Source: service(8) of both. */
  private static final Set<String> NO_SERVICES =
      Set.of(
          "README",
          "skeleton",
          "skeleton.compat",
          "rc",
          "rcS",
          "rc.status",
          "functions",
          "halt",
          "killall",
          "single",
          "reboot",
          "boot",
          "bootclean.sh");

  /** 1 MiB: an inittab has 2 KiB. */
  private static final int MAX_INITTAB_BYTES = 1 << 20;

  private SysvServices() {}

  static List<Service> read(FactFiles files) throws IOException {
    Set<String> started = new TreeSet<>();
    addStarted(defaultLevel(files), files, started);
    addStarted('S', files, started);
    Set<String> names = new TreeSet<>(started);
    for (String directory : SCRIPTS) {
      Optional<GuestFile> found = files.find(directory);
      if (found.isPresent()) {
        addScripts(found.get(), files, names);
        break;
      }
    }
    List<Service> services = new ArrayList<>();
    for (String name : names) {
      String state = started.contains(name) ? "enabled" : "disabled";
      services.add(new Service(name, state, null, "sysvinit"));
    }
    return services;
  }

  private static void addScripts(GuestFile directory, FactFiles files, Set<String> names)
      throws IOException {
    for (DirectoryEntry entry : files.names(directory.path())) {
      String name = entry.name();
      String path = directory.path() + "/" + name;
      if (entry.type() != FileType.DIRECTORY
          && !name.startsWith(".")
          && name.indexOf(".dpkg-") < 0
          && name.indexOf(".rpm") < 0
          && !NO_SERVICES.contains(name)
          && files.find(path).filter(SysvServices::isProgram).isPresent()) {
        names.add(name);
      }
    }
  }

  private static boolean isProgram(GuestFile file) {
    return file.entry().type() == FileType.REGULAR && (file.entry().mode() & 0111) != 0;
  }

  /** Returns the run level that inittab names; Debian's, 2, where it names none. */
  private static char defaultLevel(FactFiles files) throws IOException {
    Optional<byte[]> inittab = files.bytes("/etc/inittab", MAX_INITTAB_BYTES);
    String text = inittab.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    for (TextLines lines = new TextLines(text); lines.next(); ) {
      String line = lines.line();
      int action = line.indexOf(":initdefault:");
      int level = line.indexOf(':') + 1;
      if (action > 0 && line.charAt(0) != '#' && level < action) {
        return line.charAt(level);
      }
    }
    return '2';
  }

  /** The first of the directories of a level that there is holds all of its links. */
  private static void addStarted(char level, FactFiles files, Set<String> started)
      throws IOException {
    for (String parent : LEVELS) {
      String directory = parent + "/rc" + level + ".d";
      if (files.exists(directory)) {
        for (DirectoryEntry link : files.names(directory)) {
          name(link.name()).ifPresent(started::add);
        }
        return;
      }
    }
  }

  /** Returns the script that a link of this name starts. */
  private static Optional<String> name(String link) {
    boolean starts =
        link.length() > 3 && link.charAt(0) == 'S' && isDigit(link, 1) && isDigit(link, 2);
    return starts ? Optional.of(link.substring(3)) : Optional.empty();
  }

  private static boolean isDigit(String text, int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
